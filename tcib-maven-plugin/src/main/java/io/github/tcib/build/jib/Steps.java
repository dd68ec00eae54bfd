package io.github.tcib.build.jib;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.containerfile.WordExpansion;
import io.github.tcib.model.Instruction;
import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out instructions, one after the other, on a config and a root filesystem; the rules are those of buildah 1.28. */
final class Steps {

    private static final List<String> SHELL_FORM = List.of("/bin/sh", "-c");
    private static final Set<String> NO_TRIGGERS = Set.of("ONBUILD", "MAINTAINER", "FROM");

    private final ContainerConfig config;
    private final RootChanges files;
    private final BuildContext context;
    private final IgnoreRules ignored;
    private final Downloads downloads;
    private final Spool spool;
    private final String baseWorkingDirectory;
    private final List<String> volumes = new ArrayList<>();
    private final List<String> newVolumes = new ArrayList<>();

    Steps(
            ContainerConfig config,
            RootChanges files,
            BuildContext context,
            IgnoreRules ignored,
            Downloads downloads,
            Spool spool) {
        this.config = config;
        this.files = files;
        this.context = context;
        this.ignored = ignored;
        this.downloads = downloads;
        this.spool = spool;
        this.baseWorkingDirectory = config.workingDirectory();
    }

    /** Carries out one instruction. FROM does nothing here: the parent is there already. */
    void run(Instruction instruction)
            throws IOException, InstructionException, MalformedInstructionException, InterruptedException {
        InstructionText text = InstructionText.of(instruction);
        if (instruction instanceof Instruction.From) {
            return;
        } else if (instruction instanceof Instruction.Arg) {
            declareArguments(text);
        } else if (instruction instanceof Instruction.Label) {
            for (Map.Entry<String, String> pair : expandedPairs(text)) {
                config.setLabel(pair.getKey(), pair.getValue());
            }
        } else if (instruction instanceof Instruction.Env) {
            for (Map.Entry<String, String> pair : expandedPairs(text)) {
                config.variables().setEnvironment(pair.getKey(), pair.getValue());
            }
        } else if (instruction instanceof Instruction.User) {
            config.setUser(expand(required(text)));
        } else if (instruction instanceof Instruction.Onbuild) {
            addTrigger(required(text), text);
        } else if (instruction instanceof Instruction.Volume) {
            addVolumes(text);
        } else if (instruction instanceof Instruction.Workdir) {
            setWorkingDirectory(expand(required(text)));
        } else if (instruction instanceof Instruction.Add) {
            place(true, text);
        } else if (instruction instanceof Instruction.Expose) {
            expose(text);
        } else if (instruction instanceof Instruction.Copy) {
            place(false, text);
        } else if (instruction instanceof Instruction.Shell) {
            config.setShell(text.json()
                    .filter(shell -> !shell.isEmpty())
                    .orElseThrow(() ->
                            new InstructionException("SHELL takes a JSON array such as [\"/bin/bash\", \"-c\"]")));
        } else if (instruction instanceof Instruction.Run) {
            throw new IllegalStateException("RUN is refused before the first step");
        } else if (instruction instanceof Instruction.Healthcheck) {
            config.setHealth(Health.of(text));
        } else if (instruction instanceof Instruction.Stopsignal) {
            setStopSignal(expand(required(text)));
        } else if (instruction instanceof Instruction.Entrypoint) {
            setEntrypoint(text);
        } else if (instruction instanceof Instruction.Cmd) {
            setCommand(text);
        } else if (instruction instanceof Instruction.Maintainer) {
            config.setAuthor(required(text));
        } else {
            throw new IllegalStateException(instruction.keyword() + " is new");
        }
        makeWorkingDirectory();
    }

    private void declareArguments(InstructionText text) throws InstructionException, MalformedInstructionException {
        required(text);
        for (String word : text.words()) {
            String argument = expand(word);
            int equals = argument.indexOf('=');
            config.variables()
                    .declareArgument(
                            equals < 0 ? argument : argument.substring(0, equals),
                            equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1)));
        }
    }

    private List<Map.Entry<String, String>> expandedPairs(InstructionText text)
            throws InstructionException, MalformedInstructionException {
        required(text);
        List<Map.Entry<String, String>> expanded = new ArrayList<>();
        for (Map.Entry<String, String> pair : text.namesAndValues()) {
            String name = expand(pair.getKey());
            if (name.isEmpty()) {
                throw new InstructionException("'=" + pair.getValue() + "' has no name");
            }
            expanded.add(Map.entry(name, expand(pair.getValue())));
        }
        return expanded;
    }

    private void addTrigger(String trigger, InstructionText text) throws InstructionException {
        String keyword = trigger.split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        if (NO_TRIGGERS.contains(keyword)) {
            throw new InstructionException(keyword + " cannot be a trigger");
        }
        config.addTrigger(text.flags().isEmpty() ? trigger : String.join(" ", text.flags()) + " " + trigger);
    }

    private void addVolumes(InstructionText text) throws InstructionException, MalformedInstructionException {
        required(text);
        newVolumes.clear();
        for (String word : text.jsonOrBlankSeparated()) {
            String volume = expand(word).strip();
            if (volume.isEmpty()) {
                throw new InstructionException("a volume is an empty string");
            }
            config.addVolume(volume);
            String path = RootPath.of(volume);
            if (volumes.stream().noneMatch(known -> RootPath.isWithin(path, known))) {
                volumes.add(path);
                newVolumes.add(path);
            }
        }
    }

    private void setWorkingDirectory(String directory) {
        config.setWorkingDirectory(
                directory.startsWith("/") ? directory : "/" + RootPath.of(config.workingDirectory() + "/" + directory));
    }

    private void expose(InstructionText text) throws InstructionException, MalformedInstructionException {
        required(text);
        for (String part : text.blankSeparated()) {
            for (String port : WordExpansion.expandToWords(part, config.variables()::valueOf)) {
                config.addPort(port.indexOf('/') < 0 ? port + "/tcp" : port);
            }
        }
    }

    private void setStopSignal(String signal) throws InstructionException {
        if (!Signals.isSignal(signal)) {
            throw new InstructionException("'" + signal + "' is not a signal; name one such as SIGTERM, or its number");
        }
        config.setStopSignal(signal);
    }

    private void setEntrypoint(InstructionText text) throws MalformedInstructionException {
        Optional<List<String>> json = text.json();
        if (json.isPresent()) {
            config.setEntrypoint(json.get());
        } else {
            config.setEntrypoint(text.isEmpty() ? List.of() : shellForm(text.rest()));
        }
    }

    private void setCommand(InstructionText text) throws MalformedInstructionException {
        Optional<List<String>> json = text.json();
        if (json.isPresent()) {
            config.setCommand(json.get(), !json.get().isEmpty());
        } else {
            config.setCommand(text.isEmpty() ? SHELL_FORM : shellForm(text.rest()), !text.isEmpty());
        }
    }

    /**
     * Makes the directories of volumes when VOLUME is the last instruction: buildah then, and only then, prepares them as if
     * a RUN came next.
     */
    void finish(Instruction last) throws IOException, InstructionException {
        if (last instanceof Instruction.Volume) {
            for (String volume : newVolumes) {
                files.makeDirectories(new Links(files).follow(volume), Owner.ROOT);
            }
        }
    }

    /** The shell of the shell form is always /bin/sh, whatever SHELL says (buildah; SHELL is for RUN). */
    private static List<String> shellForm(String command) {
        List<String> words = new ArrayList<>(SHELL_FORM);
        words.add(command);
        return words;
    }

    private void place(boolean isAdd, InstructionText text)
            throws IOException, InstructionException, MalformedInstructionException, InterruptedException {
        List<String> flags = new ArrayList<>();
        for (String flag : text.flags()) {
            flags.add(expand(flag));
        }
        List<String> words = new ArrayList<>();
        for (String word : text.jsonOrBlankSeparated()) {
            words.add(expand(word));
        }
        CopyArguments arguments = CopyArguments.of(isAdd, flags, words, config.workingDirectory());
        new Placement(files, context, ignored, arguments).run(baseWorkingDirectory, downloads, spool);
    }

    /** Buildah makes the working directory after every instruction, for the user of that moment. */
    private void makeWorkingDirectory() throws IOException, InstructionException {
        if (config.workingDirectory().isEmpty()) {
            return;
        }
        String path = new Links(files).follow(RootPath.of(config.workingDirectory()));
        if (!path.isEmpty() && files.lookup(path).isEmpty()) {
            files.makeDirectories(path, ownerOfWorkingDirectory());
        }
    }

    private Owner ownerOfWorkingDirectory() throws IOException {
        if (config.user().isEmpty()) {
            return Owner.ROOT;
        }
        try {
            return new Users(files).find(config.user());
        } catch (InstructionException e) {
            // A user that a later layer or a mount brings: buildah then leaves the directory to root.
            return Owner.ROOT;
        }
    }

    private String expand(String word) throws MalformedInstructionException {
        return WordExpansion.expand(word, config.variables()::valueOf);
    }

    private static String required(InstructionText text) throws InstructionException {
        if (text.isEmpty()) {
            throw new InstructionException("an argument is missing");
        }
        return text.rest();
    }
}
