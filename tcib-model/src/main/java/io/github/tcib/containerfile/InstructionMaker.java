package io.github.tcib.containerfile;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import java.util.List;
import java.util.Optional;

/** Makes an instruction of its arguments; one maker a keyword. */
interface InstructionMaker {

    Instruction make(Arguments arguments, Location location);

    /** The maker for a keyword in capitals; empty when there is no such instruction. */
    static Optional<InstructionMaker> named(String keyword) {
        return switch (keyword) {
            case "FROM" -> Optional.of(Instruction.From::new);
            case "ARG" -> Optional.of(Instruction.Arg::new);
            case "LABEL" -> Optional.of(Instruction.Label::new);
            case "ENV" -> Optional.of(Instruction.Env::new);
            case "USER" -> Optional.of(Instruction.User::new);
            case "ONBUILD" -> Optional.of(Instruction.Onbuild::new);
            case "VOLUME" -> Optional.of(Instruction.Volume::new);
            case "WORKDIR" -> Optional.of(Instruction.Workdir::new);
            case "ADD" -> Optional.of(Instruction.Add::new);
            case "EXPOSE" -> Optional.of(Instruction.Expose::new);
            case "COPY" -> Optional.of(Instruction.Copy::new);
            case "SHELL" -> Optional.of(Instruction.Shell::new);
            case "RUN" -> Optional.of(Instruction.Run::new);
            case "HEALTHCHECK" -> Optional.of(Instruction.Healthcheck::new);
            case "STOPSIGNAL" -> Optional.of(Instruction.Stopsignal::new);
            case "ENTRYPOINT" -> Optional.of(Instruction.Entrypoint::new);
            case "CMD" -> Optional.of(Instruction.Cmd::new);
            case "MAINTAINER" -> Optional.of(Instruction.Maintainer::new);
            default -> Optional.empty();
        };
    }

    /** All keywords, in capitals. */
    static List<String> keywords() {
        return List.of(
                "FROM",
                "ARG",
                "LABEL",
                "ENV",
                "USER",
                "ONBUILD",
                "VOLUME",
                "WORKDIR",
                "ADD",
                "EXPOSE",
                "COPY",
                "SHELL",
                "RUN",
                "HEALTHCHECK",
                "STOPSIGNAL",
                "ENTRYPOINT",
                "CMD",
                "MAINTAINER");
    }
}
