package io.github.tcib.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import io.github.tcib.model.Problem;
import org.junit.jupiter.api.Test;

/** Locks that someone damaged, or made to do harm. */
class LockFuzzTest {

    private static final String LOCK = LockWriter.textOf(new RandomLock(5).lock());

    @Test
    void readsLocksOrSaysWhyNot() {
        ForeignInput.seeded(52).texts(700, LockFuzzTest::read, LOCK, LockWriter.textOf(new RandomLock(8).lock()));
    }

    @Test
    void readsLocksOfOtherShapesOrSaysWhyNot() {
        ForeignInput.seeded(53).documents(400, LockFuzzTest::read, LOCK);
    }

    @Test
    void readsNoBombs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        for (String bomb :
                new String[] {laughs.toString(), "[".repeat(100_000), "{a: ".repeat(100_000), "x: &x [*x]"}) {
            ForeignInput.seeded(0).one(bomb, LockFuzzTest::read);
            assertThatThrownBy(() -> new LockReader("lock").read(bomb)).isInstanceOf(LockException.class);
        }
    }

    @Test
    void readsNevrasWhateverTheyAre() {
        ForeignInput.seeded(54)
                .texts(1500, Nevra::parse, "a-b-1:1.0~rc1-1.el9.x86_64", "a-".repeat(2_000), ".".repeat(2_000));
    }

    private static void read(String text) {
        try {
            new LockReader("lock").read(text);
        } catch (LockException e) {
            assertThat(e.problems()).isNotEmpty();
            for (Problem problem : e.problems()) {
                ForeignInput.checkMessage(problem.message(), text);
            }
        }
    }
}
