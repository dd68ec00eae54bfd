package io.github.tcib.layout;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The instructions a layout can name, how each is made, and whether it takes a list. */
@SuppressWarnings("ImmutableEnumChecker") // constructor references have no state
enum Verb {
    FROM(Instruction.From::new, false),
    ARG(Instruction.Arg::new, false),
    LABEL(Instruction.Label::new, false),
    ENV(Instruction.Env::new, false),
    USER(Instruction.User::new, false),
    ONBUILD(Instruction.Onbuild::new, false),
    VOLUME(Instruction.Volume::new, true),
    WORKDIR(Instruction.Workdir::new, false),
    ADD(Instruction.Add::new, true),
    EXPOSE(Instruction.Expose::new, false),
    COPY(Instruction.Copy::new, true),
    SHELL(Instruction.Shell::new, true),
    RUN(Instruction.Run::new, true),
    HEALTHCHECK(Instruction.Healthcheck::new, false),
    STOPSIGNAL(Instruction.Stopsignal::new, false),
    ENTRYPOINT(Instruction.Entrypoint::new, true),
    CMD(Instruction.Cmd::new, true),
    MAINTAINER(Instruction.Maintainer::new, false);

    /** Makes an instruction. */
    interface Maker {
        Instruction make(Arguments arguments, Location location);
    }

    private final Maker maker;
    private final boolean takesList;

    Verb(Maker maker, boolean takesList) {
        this.maker = maker;
        this.takesList = takesList;
    }

    /** Whether the instruction has a form with a JSON array. */
    boolean takesList() {
        return takesList;
    }

    Instruction of(String text, Location location) {
        return maker.make(new Arguments.Text(text), location);
    }

    Instruction of(List<String> words, Location location) {
        return maker.make(new Arguments.Exec(words), location);
    }

    /** The verb a layout's author wrote, in any case of letters. */
    static Optional<Verb> named(String name) {
        return Arrays.stream(values())
                .filter(verb -> verb.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The names as layouts write them. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(verb -> verb.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
