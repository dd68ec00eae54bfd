package io.github.tcib.lock.resolve;

import io.github.tcib.ForeignInput;
import io.github.tcib.lock.LockedParent;
import io.github.tcib.model.ImageName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a base image's dnf answers when it is none, or not ours. */
class AnswerFuzzTest {

    private static final String HEX = "0".repeat(64);
    private static final String ANSWER = """
            {"version": 1,
             "problems": [{"image": "base", "kind": "missing", "names": ["a"], "step": 0, "near": {"a": ["b"]}, "text": "x"}],
             "warnings": ["w", {"image": "base", "step": 0, "text": "y"}],
             "base": ["bash-5.1-1.el9.x86_64"],
             "repositories": [{"id": "r", "url": "https://a.example/", "repomd": "%1$s", "priority": 9, "gpgcheck": true,
                "gpgkeys": ["https://a.example/key"]}],
             "rpms": [{"nevra": "a-1-1.noarch", "repository": "r", "checksum": "sha256", "value": "%1$s", "size": 10,
                "location": "a.rpm"}],
             "images": [{"name": "base", "adds": ["a-1-1.noarch"], "removes": [], "fetches": [], "modules": ["m:1"]}]}
            """.formatted(HEX);

    private static final ImageSteps BASE =
            new ImageSteps(new ImageName("base"), new LockedParent.Base("localhost/base:9"), List.of(), List.of());

    private interface Part {
        Object read() throws ResolutionException;
    }

    @Test
    void readsAnswersOrSaysWhyNot() {
        ForeignInput.Reader<String> reader = text -> {
            Answer answer = new Answer(Solver.read(text), List.of(BASE));
            for (Part part : List.<Part>of(
                    answer::problems,
                    answer::warnings,
                    answer::base,
                    answer::repositories,
                    answer::rpms,
                    answer::images)) {
                try {
                    part.read();
                } catch (ResolutionException e) {
                    ForeignInput.checkMessage(String.valueOf(e.getMessage()), text);
                }
            }
        };
        ForeignInput.seeded(50).declares(ResolutionException.class).documents(1500, reader, ANSWER);
        ForeignInput.seeded(51).declares(ResolutionException.class).texts(1000, reader, ANSWER);
    }
}
