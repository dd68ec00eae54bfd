package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.lock.LockedParent;
import io.github.tcib.model.ImageName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a base image whose dnf or Python is another than it looks like. */
class AnswerTest {

    private static final String HEX = "0".repeat(64);
    private static final String ANSWER = """
            {"version": 1, "problems": [{"image": "base", "kind": "missing", "names": ["a"], "step": 0}],
             "base": ["bash-5.1-1.el9.x86_64"],
             "repositories": [{"id": "r", "url": "https://a.example/", "repomd": "HEX"}],
             "rpms": [{"nevra": "a-1-1.noarch", "repository": "r", "checksum": "sha256", "value": "HEX", "size": 10}],
             "images": [{"name": "base", "adds": ["a-1-1.noarch"]}]}
            """.replace("HEX", HEX);

    private static final ImageSteps BASE =
            new ImageSteps(new ImageName("base"), new LockedParent.Base("localhost/base:9"), List.of(), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"size\": 10 ~ \"size\": -1 ~ the size '-1' of a-1-1.noarch",
                "\"size\": 10 ~ \"bytes\": 10 ~ the size '' of a-1-1.noarch",
                "\"value\": \"HEX\" ~ \"value\": \"0\" ~ the SHA-256 '0'",
                "bash-5.1-1.el9.x86_64 ~ bash ~ the package 'bash'",
                "\"name\": \"base\" ~ \"name\": \"other\" ~ the image 'other'",
                "\"names\": [\"a\"] ~ \"names\": [] ~ a step 0 of base",
            })
    void namesWhatCannotBeUnderstood(String sound, String wrong, String expected) {
        assertRefused(
                ANSWER.replace(sound.replace("HEX", HEX), wrong),
                "dnf in the base image answers what cannot be understood: " + expected
                        + "; try another base, or an older or newer one");
    }

    @Test
    void aRepositoryWithoutSha256CannotBeLocked() {
        assertRefused(
                ANSWER.replace("\"sha256\"", "\"sha1\""),
                "the repository r tells the sha1 of a-1-1.noarch, and not its sha256: it cannot be locked");
    }

    @Test
    void anAnswerOfAnotherProgramIsToldAsOne() {
        assertRefused(
                ANSWER.replace("\"version\": 1", "\"version\": 2"),
                "Python in the base image gives an answer of another version than 1; try another base, or an older or newer"
                        + " one");
        assertRefused(
                "Traceback (most recent call last):",
                "Python in the base image gives an answer that is not JSON: Unrecognized token 'Traceback': was expecting (JSON"
                        + " String, Number, Array, Object or token 'null', 'true' or 'false'); try another base, or an older or"
                        + " newer one");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> {
                    Answer answer = new Answer(Solver.read(text), List.of(BASE));
                    answer.base();
                    answer.repositories();
                    answer.rpms();
                    answer.images();
                    answer.problems();
                })
                .isInstanceOf(ResolutionException.class)
                .hasMessage(message);
    }
}
