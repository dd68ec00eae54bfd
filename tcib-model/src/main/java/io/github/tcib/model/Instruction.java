package io.github.tcib.model;

import java.util.List;
import java.util.Locale;

/**
 * One instruction of a Containerfile, with its arguments and the place of the value it was made from. One record a verb, so
 * that whoever switches over instructions has to say what happens to each.
 */
public sealed interface Instruction {

    /** What follows the keyword. */
    Arguments arguments();

    /** Where the value stands from which the instruction was made. */
    Location location();

    /** The verb as Containerfiles write it, such as {@code RUN}. */
    default String keyword() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** {@code FROM}: the image to build on. */
    record From(Arguments arguments, Location location) implements Instruction {}

    /** {@code ARG}: a build argument, with or without default. */
    record Arg(Arguments arguments, Location location) implements Instruction {}

    /** {@code LABEL}. */
    record Label(Arguments arguments, Location location) implements Instruction {}

    /** {@code ENV}. */
    record Env(Arguments arguments, Location location) implements Instruction {}

    /** {@code USER}. */
    record User(Arguments arguments, Location location) implements Instruction {}

    /** {@code ONBUILD}: an instruction for images built on this one. */
    record Onbuild(Arguments arguments, Location location) implements Instruction {}

    /** {@code VOLUME}. */
    record Volume(Arguments arguments, Location location) implements Instruction {}

    /** {@code WORKDIR}. */
    record Workdir(Arguments arguments, Location location) implements Instruction {}

    /** {@code ADD}. */
    record Add(Arguments arguments, Location location) implements Instruction {}

    /** {@code EXPOSE}. */
    record Expose(Arguments arguments, Location location) implements Instruction {}

    /** {@code COPY}. */
    record Copy(Arguments arguments, Location location) implements Instruction {}

    /** {@code SHELL}: the shell of the shell form. */
    record Shell(Arguments arguments, Location location) implements Instruction {}

    /** {@code RUN}. */
    record Run(Arguments arguments, Location location) implements Instruction {

        /** The script that a shell runs: also that of {@code ["sh", "-c", "script"]}; for other exec forms, their words. */
        public String script() {
            if (arguments instanceof Arguments.Exec exec) {
                List<String> words = exec.words();
                boolean shell = words.size() == 3 && words.get(1).matches("-[a-z]*c");
                return shell ? words.get(2) : String.join(" ", words);
            }
            return arguments instanceof Arguments.Text text ? text.text() : "";
        }
    }

    /** {@code HEALTHCHECK}. */
    record Healthcheck(Arguments arguments, Location location) implements Instruction {}

    /** {@code STOPSIGNAL}. */
    record Stopsignal(Arguments arguments, Location location) implements Instruction {}

    /** {@code ENTRYPOINT}. */
    record Entrypoint(Arguments arguments, Location location) implements Instruction {}

    /** {@code CMD}. */
    record Cmd(Arguments arguments, Location location) implements Instruction {}

    /** {@code MAINTAINER}, deprecated in favour of a label but still read by buildah. */
    record Maintainer(Arguments arguments, Location location) implements Instruction {}
}
