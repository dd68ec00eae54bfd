package io.github.tcib.layout;

import io.github.tcib.containerfile.JsonText;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes an image's definition of its rendered variables, in the order in which the reference writes the instructions. */
final class ImageRenderer {

    private final ImageDirectory image;
    private final VerbValues values;
    private final Consumer<Problem> problems;
    private final List<Instruction> instructions = new ArrayList<>();

    ImageRenderer(ImageDirectory image, VerbValues values, Consumer<Problem> problems) {
        this.image = image;
        this.values = values;
        this.problems = problems;
    }

    /** Renders everything; problems are handed on, and what they concern is missing in the definition. */
    ImageDefinition render(String reference, Parent parent) {
        Optional<VerbValues.Located> builder = values.text("tcib_builder");
        builder.ifPresent(text -> add(Verb.FROM, text.text() + " as builder", text.location()));
        add(Verb.FROM, parent.reference(), image.location());
        pairs(Verb.ARG, "tcib_args");
        pairs(Verb.LABEL, "tcib_labels");
        pairs(Verb.ENV, "tcib_envs");
        add(Verb.USER, "root", image.location());
        texts(Verb.ONBUILD, "tcib_onbuilds");
        volumes();
        values.text("tcib_workdir").ifPresent(text -> add(Verb.WORKDIR, JsonText.quote(text.text()), text.location()));
        texts(Verb.ADD, "tcib_adds");
        texts(Verb.EXPOSE, "tcib_exposes");
        texts(Verb.COPY, "tcib_copies");
        builderCopies(builder.isPresent());
        words(Verb.SHELL, "tcib_shell");
        runs();
        actions();
        text(Verb.HEALTHCHECK, "tcib_healthcheck");
        text(Verb.STOPSIGNAL, "tcib_stopsignal");
        words(Verb.ENTRYPOINT, "tcib_entrypoint");
        words(Verb.CMD, "tcib_cmd");
        text(Verb.USER, "tcib_user");
        return new ImageDefinition(
                image.name(), image.path(), reference, parent, instructions, contextFiles(), image.location());
    }

    private void text(Verb verb, String variable) {
        values.text(variable).ifPresent(text -> add(verb, text.text(), text.location()));
    }

    private void texts(Verb verb, String variable) {
        values.texts(variable).forEach(text -> add(verb, text.text(), text.location()));
    }

    private void pairs(Verb verb, String variable) {
        values.pairs(variable).forEach(pair -> add(verb, pair.key() + "=" + pair.json(), pair.location()));
    }

    private void words(Verb verb, String variable) {
        values.words(variable).ifPresent(words -> instructions.add(verb.of(words, locationOf(variable))));
    }

    private void volumes() {
        List<String> paths = values.texts("tcib_volumes").stream()
                .map(VerbValues.Located::text)
                .toList();
        if (!paths.isEmpty()) {
            instructions.add(Verb.VOLUME.of(paths, locationOf("tcib_volumes")));
        }
    }

    private void builderCopies(boolean hasBuilder) {
        List<VerbValues.Pair> copies = values.pairs("tcib_builder_copies");
        if (!hasBuilder && !copies.isEmpty()) {
            problems.accept(Problem.of(
                    copies.get(0).location(), "tcib_builder_copies needs tcib_builder, the image to copy from"));
            return;
        }
        copies.forEach(copy -> add(
                Verb.COPY,
                "--from=builder " + copy.key() + " " + copy.json().replaceAll("^\"|\"$", ""),
                copy.location()));
    }

    private void runs() {
        for (Value item : values.items("tcib_runs")) {
            addAny(Verb.RUN, item, "an item of tcib_runs");
        }
    }

    private void actions() {
        for (Value item : values.items("tcib_actions")) {
            if (!(item instanceof Value.Mapping action)) {
                problems.accept(Problem.of(
                        item.location(),
                        "an item of tcib_actions must be a map of a verb to its arguments, but is " + Kind.of(item),
                        "write '- run: COMMAND'"));
                continue;
            }
            for (Value.Entry entry : action.entries()) {
                action(entry);
            }
        }
    }

    private void action(Value.Entry entry) {
        String name = ScalarText.of(entry.key()).orElse("");
        Optional<Verb> verb = Verb.named(name);
        if (verb.isEmpty()) {
            problems.accept(new Problem(
                    entry.key().location(),
                    "'" + name + "' is not a verb of tcib_actions",
                    NearName.hint(name, Verb.names())
                            .or(() -> Optional.of("verbs are " + String.join(", ", Verb.names())))));
            return;
        }
        addAny(verb.get(), entry.value(), "the argument of '" + name + "'");
    }

    /** Adds an instruction from a text, or from a list where the verb has a form for it. */
    private void addAny(Verb verb, Value value, String what) {
        if (value instanceof Value.Sequence list && verb.takesList()) {
            if (list.items().isEmpty()) {
                problems.accept(Problem.of(list.location(), what + " is an empty list"));
            }
            values.words(list, what).ifPresent(words -> instructions.add(verb.of(words, list.location())));
            return;
        }
        values.scalar(value, what).ifPresent(text -> {
            if (text.text().isBlank()) {
                problems.accept(Problem.of(text.location(), what + " is empty"));
            } else {
                add(verb, text.text(), text.location());
            }
        });
    }

    private void add(Verb verb, String text, Location location) {
        if (!InstructionText.isOneInstruction(text)) {
            problems.accept(Problem.of(
                    location,
                    "a line break ends the instruction " + verb + " here",
                    "fold the text with '>-', or end each line but the last with a backslash"));
            return;
        }
        instructions.add(verb.of(text, location));
    }

    private List<ContextFile> contextFiles() {
        TreeMap<String, ContextFile> files = new TreeMap<>();
        image.contextFiles().forEach(file -> files.put(file.target(), file));
        GatheredFiles gathered = new GatheredFiles(problems);
        values.texts("tcib_gather_files")
                .forEach(item -> gathered.read(item).forEach(file -> files.put(file.target(), file)));
        ContextFile clash = files.get("Containerfile");
        if (clash != null) {
            problems.accept(Problem.of(
                    image.location(),
                    "the file Containerfile beside the YAML would be overwritten by the generated one",
                    "rename or remove it"));
        }
        return List.copyOf(files.values());
    }

    private Location locationOf(String variable) {
        return image.variables().get(variable).map(Value::location).orElse(image.location());
    }
}
