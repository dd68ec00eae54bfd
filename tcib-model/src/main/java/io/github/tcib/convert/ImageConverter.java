package io.github.tcib.convert;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.containerfile.SourceInstruction;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the variables of one image of its Containerfile. A layout writes its instructions in a fixed order, so an instruction
 * becomes a variable only where moving it there changes nothing; {@link MovableSteps} knows when. Everything else stays an
 * action, in its order.
 */
final class ImageConverter {

    private static final String ROOT = "root";

    private final Stages stages;
    private final Consumer<Problem> warnings;
    private final Consumer<Problem> notes;
    private final ImageVariables variables = new ImageVariables();
    private final MovableSteps movable;
    private final LastOnes last;
    private final PackageLists packages;
    private Optional<String> user;
    private boolean rootIsSaid;

    /** @param inheritedUser the user that the parent ends with; empty when it is not known */
    ImageConverter(Stages stages, Optional<String> inheritedUser, Consumer<Problem> warnings, Consumer<Problem> notes) {
        this.stages = stages;
        this.user = inheritedUser;
        this.warnings = warnings;
        this.notes = notes;
        this.movable = new MovableSteps(variables, stages.stages().size() > 1 && !hasBuilder());
        this.last = new LastOnes(stages.last().body());
        this.packages = new PackageLists(stages.stages().stream()
                .flatMap(stage -> stage.body().stream())
                .filter(source -> source.instruction() instanceof Instruction.Run)
                .map(SourceInstruction::text)
                .toList());
    }

    /** The variables; {@code tcib_from} is the caller's to set. */
    ImageVariables convert() {
        Stages.Stage first = hasBuilder() ? stages.last() : stages.first();
        if (hasBuilder()) {
            variables.set(
                    "tcib_builder",
                    stages.first().comments(),
                    new YamlNode.Text(TemplateText.of(stages.first().image())));
        }
        stages.stages()
                .forEach(stage -> stage.flags()
                        .forEach(flag -> warnings.accept(Problem.of(
                                stage.location(), "FROM " + flag + " is left out: a layout names no platform"))));
        for (Stages.Stage stage : stages.stages()) {
            if (!stage.equals(first) && !hasBuilder()) {
                keepStage(stage);
            }
            boolean ends = stage.equals(stages.last());
            stage.body().forEach(source -> convert(source, ends));
        }
        packages.lists().forEach((name, list) -> variables.put("tcib_packages", List.of(), name, textsOf(list)));
        packages.modules()
                .forEach((name, stream) ->
                        variables.put("tcib_rhel_modules", List.of(), name, new YamlNode.Text(stream)));
        if (!rootIsSaid) {
            keepInheritedUser();
        }
        return variables;
    }

    /** The user the image ends with, as far as it is known. */
    Optional<String> user() {
        return user;
    }

    /** A first stage of nothing but FROM has a variable of its own. */
    private boolean hasBuilder() {
        return stages.stages().size() == 2
                && stages.first().body().isEmpty()
                && stages.first().alias().isPresent();
    }

    private void keepStage(Stages.Stage stage) {
        String alias = stage.alias().map(name -> " AS " + name).orElse("");
        keep(stage.comments(), "from", new YamlNode.Text(TemplateText.of(stage.image() + alias)));
        user = Optional.empty();
    }

    private void convert(SourceInstruction source, boolean inLastStage) {
        Instruction instruction = source.instruction();
        if (instruction instanceof Instruction.Run) {
            run(source);
        } else if (instruction instanceof Instruction.User) {
            user(source);
        } else if (!inLastStage) {
            keep(source);
        } else if (last.isOverridden(source)) {
            notes.accept(Problem.of(
                    instruction.location(), instruction.keyword() + " is left out: a later one takes its place"));
        } else if (!lift(source)) {
            keep(source);
            if (!(instruction instanceof Instruction.Arg)) {
                notes.accept(Problem.of(instruction.location(), instruction.keyword() + " stays an action"));
            }
        }
    }

    /** Makes a variable of an instruction; false when there is none that does the same. */
    private boolean lift(SourceInstruction source) {
        Instruction instruction = source.instruction();
        String text = source.text();
        if (instruction instanceof Instruction.Arg) {
            return movable.liftArgument(source, stages.arguments());
        } else if (instruction instanceof Instruction.Env) {
            return movable.liftPairs(source, "tcib_envs");
        } else if (instruction instanceof Instruction.Label) {
            return movable.liftLabels(source);
        } else if (instruction instanceof Instruction.Volume) {
            return movable.liftVolumes(source);
        } else if (instruction instanceof Instruction.Workdir) {
            return movable.liftWorkdir(source);
        } else if (instruction instanceof Instruction.Add) {
            return movable.liftAdd(source, fromBuilder(text));
        } else if (instruction instanceof Instruction.Copy) {
            return movable.liftCopy(source, fromBuilder(text));
        } else if (instruction instanceof Instruction.Shell) {
            return movable.liftShell(source);
        } else if (instruction instanceof Instruction.Onbuild) {
            return movable.liftItem(source, "tcib_onbuilds", true);
        } else if (instruction instanceof Instruction.Expose) {
            return movable.liftItem(source, "tcib_exposes", false);
        } else if (instruction instanceof Instruction.Healthcheck) {
            return set(source, "tcib_healthcheck", text);
        } else if (instruction instanceof Instruction.Stopsignal) {
            return text.indexOf('$') < 0 && set(source, "tcib_stopsignal", text);
        } else if (instruction instanceof Instruction.Entrypoint) {
            return words(source, "tcib_entrypoint");
        } else if (instruction instanceof Instruction.Cmd) {
            return words(source, "tcib_cmd");
        }
        return false;
    }

    private boolean set(SourceInstruction source, String variable, String text) {
        variables.set(variable, source.comments(), new YamlNode.Text(TemplateText.of(text)));
        return true;
    }

    /** Only the exec form: the layout splits a text into words, and the shell form is more than words. */
    private boolean words(SourceInstruction source, String variable) {
        Optional<List<String>> words = jsonIn(source.text()).filter(list -> !list.isEmpty());
        words.ifPresent(list -> variables.set(variable, source.comments(), MovableSteps.wordsOf(list)));
        return words.isPresent();
    }

    private void run(SourceInstruction source) {
        beRoot();
        Optional<List<String>> words = jsonIn(source.text()).filter(list -> !list.isEmpty());
        if (words.isPresent()) {
            keep(source.comments(), "run", textsOf(words.get()));
            return;
        }
        PackageLists.Lifted lifted = packages.lift(source.text());
        keep(source.comments(), "run", new YamlNode.Text(lifted.template()));
        if (!lifted.complete()) {
            notes.accept(Problem.of(
                    source.instruction().location(),
                    "packages that do not stand in one row of plain names stay in the action"));
        }
    }

    private void user(SourceInstruction source) {
        String name = source.text();
        if (!rootIsSaid && movable.noneKept() && (name.equals(ROOT) || name.equals("0"))) {
            rootIsSaid = true;
        } else if (last.isLastUser(source)) {
            rootIsSaid = true;
            set(source, "tcib_user", name);
        } else {
            rootIsSaid = true;
            keep(source);
        }
        user = Optional.of(name);
    }

    /** A layout's steps begin as root; what the parent's user did must still be done by that user. */
    private void beRoot() {
        if (!rootIsSaid && movable.noneKept()) {
            user.filter(name -> !name.equals(ROOT) && !name.equals("0"))
                    .ifPresent(name -> keep(List.of(), "user", new YamlNode.Text(TemplateText.of(name))));
            noteUnknownUser();
        }
    }

    private void noteUnknownUser() {
        if (user.isEmpty()) {
            notes.accept(Problem.of(
                    stages.first().location(),
                    "the file names no user, and a layout begins as root",
                    "if the base image has another user, begin tcib_actions with '- user:' and set tcib_user"));
            rootIsSaid = true;
        }
    }

    private void keepInheritedUser() {
        noteUnknownUser();
        user.filter(name -> !name.equals(ROOT) && !name.equals("0"))
                .ifPresent(name -> variables.set("tcib_user", List.of(), new YamlNode.Text(TemplateText.of(name))));
    }

    private void keep(SourceInstruction source) {
        String text = fromBuilder(source.text());
        keep(
                source.comments(),
                source.instruction().keyword().toLowerCase(Locale.ROOT),
                new YamlNode.Text(TemplateText.of(text)));
        movable.kept(source);
    }

    private void keep(List<String> comments, String verb, YamlNode argument) {
        variables.addAction(comments, verb, argument);
        if (verb.equals("run") || verb.equals("from") || verb.equals("user")) {
            movable.keptStep();
        }
    }

    /** The first stage loses its name: a layout calls it builder, or, when it has steps, it is stage 0. */
    private String fromBuilder(String text) {
        Optional<String> alias = stages.stages().size() > 1 ? stages.first().alias() : Optional.empty();
        if (alias.isEmpty()) {
            return text;
        }
        String renamed = "--from=" + (hasBuilder() ? "builder" : "0");
        String before = "--from=" + alias.get();
        return text.startsWith(before + " ")
                ? renamed + text.substring(before.length())
                : text.replace(" " + before + " ", " " + renamed + " ");
    }

    private static YamlNode textsOf(List<String> words) {
        return YamlNode.Listing.of(words.stream().map(TemplateText::of).toList());
    }

    static Optional<List<String>> jsonIn(String text) {
        try {
            return InstructionText.jsonIn(text);
        } catch (MalformedInstructionException e) {
            return Optional.empty();
        }
    }

    /** Which instructions are the last of their kind, where only the last one counts. */
    private record LastOnes(List<SourceInstruction> body) {

        boolean isOverridden(SourceInstruction source) {
            Class<? extends Instruction> kind = source.instruction().getClass();
            boolean single = source.instruction() instanceof Instruction.Cmd
                    || source.instruction() instanceof Instruction.Entrypoint
                    || source.instruction() instanceof Instruction.Healthcheck
                    || source.instruction() instanceof Instruction.Stopsignal;
            return single
                    && after(source).stream()
                            .anyMatch(later -> later.instruction().getClass() == kind);
        }

        /** Whether nothing follows that depends on the user, or that the user's name depends on. */
        boolean isLastUser(SourceInstruction source) {
            boolean variable = source.text().indexOf('$') >= 0;
            return body.contains(source)
                    && after(source).stream()
                            .map(SourceInstruction::instruction)
                            .noneMatch(later -> later instanceof Instruction.User
                                    || later instanceof Instruction.Run
                                    || later instanceof Instruction.Workdir
                                    || (variable && later instanceof Instruction.Env)
                                    || (variable && later instanceof Instruction.Arg));
        }

        private List<SourceInstruction> after(SourceInstruction source) {
            return body.subList(body.indexOf(source) + 1, body.size());
        }
    }
}
