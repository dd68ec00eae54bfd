package io.github.tcib.layout;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import io.github.tcib.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML files as variables with their places. What is wrong in a file is handed to a consumer as problems; a file with a
 * problem gives no variables.
 */
final class YamlReader {

    /** Far more than any layout holds, and little enough to refuse a bomb at once. */
    private static final int MOST_CODE_POINTS = 3 * 1024 * 1024;

    private static final int MOST_BYTES = 4 * MOST_CODE_POINTS;
    /** To take a line apart takes the library the square of its length. */
    private static final int LONGEST_LINE = 500_000;

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;

    private final Path shownFrom;
    private final Consumer<Problem> problems;

    /**
     * @param shownFrom names of files in places are relative to this directory when they lie below it
     * @param problems takes what is wrong
     */
    YamlReader(Path shownFrom, Consumer<Problem> problems) {
        this.shownFrom = shownFrom;
        this.problems = problems;
    }

    /** The name under which a file is shown to the user. */
    String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = shownFrom.toAbsolutePath().normalize();
        return absolute.startsWith(root) && !absolute.equals(root)
                ? root.relativize(absolute).toString()
                : file.toString();
    }

    /** Reads a file whose root is a map; an empty file is an empty map. */
    Optional<Value.Mapping> readMapping(Path file) {
        String name = shown(file);
        Optional<String> text = readText(file, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Location start = new Location(name, 1, 1);
        Optional<Value> root = parse(name, text.get());
        if (root.isEmpty()) {
            return Optional.empty();
        }
        if (root.get() instanceof Value.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (root.get() instanceof Value.Null) {
            return Optional.of(new Value.Mapping(List.of(), start));
        }
        problems.accept(Problem.of(
                root.get().location(),
                "the file must hold a map of variables, but holds " + Kind.of(root.get()),
                "write 'name: value' lines"));
        return Optional.empty();
    }

    private Optional<String> readText(Path file, String name) {
        try {
            if (Files.isDirectory(file)) {
                problems.accept(Problem.of(Location.of(name), "is a directory, not a YAML file"));
                return Optional.empty();
            }
            byte[] bytes = readBytes(file);
            if (bytes.length > MOST_BYTES) {
                problems.accept(
                        Problem.of(Location.of(name), "the file is larger than " + MOST_CODE_POINTS + " characters"));
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.accept(Problem.of(Location.of(name), "is not UTF-8 text", "save the file as UTF-8"));
        } catch (NoSuchFileException e) {
            problems.accept(Problem.of(Location.of(name), "the file does not exist"));
        } catch (IOException e) {
            problems.accept(Problem.of(Location.of(name), "the file cannot be read: " + Unreadable.reason(e)));
        }
        return Optional.empty();
    }

    /** One byte more than is read, of what has more. */
    private static byte[] readBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    private Optional<Value> parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CODE_POINTS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setTagInspector(tag -> true); // nothing is constructed from tags; NodeValues words the refusal
        try {
            if (text.length() > MOST_CODE_POINTS) {
                problems.accept(
                        Problem.of(Location.of(name), "the file is larger than " + MOST_CODE_POINTS + " characters"));
                return Optional.empty();
            }
            int line = lineOfMoreThan(LONGEST_LINE, text);
            if (line > 0) {
                problems.accept(Problem.of(
                        new Location(name, line, 1),
                        "the line has more than " + LONGEST_LINE + " characters, which is the limit"));
                return Optional.empty();
            }
            ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            Node root = new Composer(parser, new Yaml11Resolver(), options).getSingleNode();
            YamlSource source = new YamlSource(name, text);
            if (root == null) {
                return Optional.of(new Value.Null(source.locationOf(0)));
            }
            return new NodeValues(source, problems).valueOf(root);
        } catch (MarkedYAMLException e) {
            problems.accept(Problem.of(locationOf(name, e), "the YAML does not parse: " + wordingOf(e)));
        } catch (ReaderException e) {
            problems.accept(Problem.of(
                    new YamlSource(name, text)
                            .locationOf(text.codePointCount(0, Math.min(e.getPosition(), text.length()))),
                    "the YAML does not parse: character U+%04X is not allowed".formatted(e.getCodePoint())));
        } catch (YAMLException | NumberFormatException e) {
            // the library throws the latter at escapes that are cut off
            problems.accept(Problem.of(
                    Location.of(name), "the YAML is refused: " + Printable.sentence(String.valueOf(e.getMessage()))));
        }
        return Optional.empty();
    }

    /** The number of the first longer line; zero if there is none. */
    private static int lineOfMoreThan(int length, String text) {
        List<Integer> lengths = text.lines().map(String::length).toList();
        for (int i = 0; i < lengths.size(); i++) {
            if (lengths.get(i) > length) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Location locationOf(String name, MarkedYAMLException e) {
        return e.getProblemMark() == null
                ? Location.of(name)
                : new Location(
                        name,
                        e.getProblemMark().getLine() + 1,
                        e.getProblemMark().getColumn() + 1);
    }

    private static String wordingOf(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        return Printable.sentence(
                e.getContext() == null || e.getContext().isBlank() ? problem : e.getContext() + ", " + problem);
    }
}
