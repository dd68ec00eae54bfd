package io.github.tcib.lint;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.shell.PackageCommand;
import io.github.tcib.shell.ShellCommand;
import io.github.tcib.shell.ShellScript;
import io.github.tcib.shell.ShellWord;
import java.util.List;

/** The RUN instructions of an image as shell texts. */
final class RunScripts {

    private RunScripts() {}

    /** A RUN instruction's text and place. */
    record RunScript(String text, Location location) {

        List<ShellCommand> commands() {
            return ShellScript.commandsIn(text);
        }
    }

    static List<RunScript> of(ImageDefinition image) {
        return image.instructions().stream()
                .filter(Instruction.Run.class::isInstance)
                .map(Instruction.Run.class::cast)
                .map(run -> new RunScript(run.script(), run.location()))
                .toList();
    }

    /** The packages that an image's own RUN instructions install by name. */
    static List<String> installedBy(ImageDefinition image) {
        return of(image).stream()
                .flatMap(script -> PackageCommand.in(script.text()).stream())
                .filter(command -> command.action() == PackageCommand.Action.INSTALL)
                .flatMap(command -> command.operands().stream())
                .filter(ShellWord::isPlain)
                .map(ShellWord::text)
                .distinct()
                .toList();
    }
}
