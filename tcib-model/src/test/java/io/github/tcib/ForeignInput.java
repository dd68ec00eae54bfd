package io.github.tcib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.yaml.snakeyaml.Yaml;

/**
 * Damages good input and gives it to a reader, the same way each time: what comes of it is a value, or an exception that the reader
 * declares, with one line that says why. Anything else, no end, or memory that the input does not account for fails.
 */
public final class ForeignInput {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long USUAL_MEMORY = 64L << 20;
    private static final int LONGEST_MESSAGE = 10_000;
    private static final int DEEP = 3_000;
    private static final byte[] EDGES = {0, 1, -1, 127, -128, '\n', '"', '\'', '{', '[', '-', '9', ' ', '/', '\\', '%'};
    private static final List<String> WORDS = List.of(
            "99999999999999999999",
            "-1",
            "9223372036854775807",
            "4294967295",
            "2147483648",
            "1e999",
            "../../etc",
            "\0",
            "null",
            "{{",
            "%",
            "${",
            "\u2028",
            "&a",
            "*a",
            "<!ENTITY",
            "=".repeat(300),
            "[".repeat(DEEP));

    private final Random random;
    private final List<Class<? extends Throwable>> declared = new ArrayList<>();
    private long memory = USUAL_MEMORY;

    private ForeignInput(long seed) {
        this.random = new Random(seed);
    }

    public static ForeignInput seeded(long seed) {
        return new ForeignInput(seed);
    }

    /** What the reader may throw. */
    public ForeignInput declares(Class<? extends Throwable> exception) {
        declared.add(exception);
        return this;
    }

    /** How many bytes one reading may allocate in all, kept or not. */
    public ForeignInput allocatesAtMost(long bytes) {
        memory = bytes;
        return this;
    }

    /** Reads an input, and returns or throws. */
    public interface Reader<T> {
        void read(T input) throws Exception;
    }

    /** Bytes with some of them changed, cut off, left out, said twice, or mixed with those of another sample. */
    public void bytes(int runs, Reader<byte[]> reader, byte[]... samples) {
        run(runs, reader, () -> mutated(samples), input -> new String(input, ISO_8859_1));
    }

    /** As {@link #bytes}, for a reader of text. */
    public void texts(int runs, Reader<String> reader, String... samples) {
        byte[][] bytes =
                Stream.of(samples).map(sample -> sample.getBytes(UTF_8)).toArray(byte[][]::new);
        run(runs, reader, () -> new String(mutated(bytes), UTF_8), input -> input);
    }

    /** Documents of JSON (and so of YAML) that stay well-formed: values of another type, left out, huge, deep or repeated. */
    public void documents(int runs, Reader<String> reader, String... samples) {
        List<Object> trees = Stream.of(samples)
                .map(sample -> new Yaml().<Object>load(sample))
                .toList();
        run(
                runs,
                reader,
                () -> {
                    Object tree = pick(trees);
                    for (int times = 1 + random.nextInt(3); times > 0; times--) {
                        tree = changed(tree, random.nextInt(Math.max(1, sizeOf(tree))));
                    }
                    return json(tree);
                },
                input -> input);
    }

    /** One input as it is, such as a bomb. */
    public <T> void one(T input, Reader<T> reader) {
        run(1, reader, () -> input, given -> "the given one");
    }

    private interface Source<T> {
        T next();
    }

    private interface Shown<T> {
        String of(T input);
    }

    private <T> void run(int runs, Reader<T> reader, Source<T> inputs, Shown<T> shown) {
        AtomicReference<String> last = new AtomicReference<>("");
        Assertions.assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    for (int i = 0; i < runs; i++) {
                        T input = inputs.next();
                        String name = "run " + i + " with " + shortened(shown.of(input));
                        last.set(name);
                        check(reader, input, name);
                    }
                },
                () -> "no end of " + last.get());
    }

    private <T> void check(Reader<T> reader, T input, String name) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reader.read(input);
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            if (declared.stream().noneMatch(type -> type.isInstance(e))) {
                throw new AssertionError("not declared: " + e + " in " + name, e);
            }
            checkMessage(e.getMessage(), name);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated in " + name)
                .isLessThanOrEqualTo(memory);
    }

    /** Fails unless it is a line that a person can read. */
    public static void checkMessage(String message, String name) {
        assertThat(message).as(name).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
        assertThat(message.chars().anyMatch(c -> c == '\n' || c == '\r'))
                .as("more than one line, '" + shortened(message) + "' in " + name)
                .isFalse();
    }

    private static String shortened(String text) {
        String printed = text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
        return text.length() + " characters: "
                + printed.replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\\0");
    }

    private byte[] mutated(byte[]... samples) {
        byte[] content = pick(List.of(samples));
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            content = mutated(content, pick(List.of(samples)));
        }
        return content;
    }

    private byte[] mutated(byte[] content, byte[] other) {
        int at = random.nextInt(content.length + 1);
        int end = Math.min(content.length, at + 1 + random.nextInt(random.nextBoolean() ? 8 : 256));
        byte[] changed = content.clone();
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(content, at);
            case 1 -> joined(content, end, content, at);
            case 2 -> joined(content, at, content, end);
            case 3 -> joined(content, at, other, random.nextInt(other.length + 1));
            case 4 -> spliced(content, at, pick(WORDS).getBytes(UTF_8), at);
            case 5 -> spliced(content, at, pick(WORDS).getBytes(UTF_8), end);
            case 6 -> {
                byte edge = EDGES[random.nextInt(EDGES.length)];
                Arrays.fill(changed, at, Math.min(end, at + 8), edge);
                yield changed;
            }
            default -> {
                if (at < content.length) {
                    changed[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield changed;
            }
        };
    }

    private static byte[] joined(byte[] head, int until, byte[] tail, int from) {
        return spliced(head, until, Arrays.copyOfRange(tail, from, tail.length), head.length);
    }

    private static byte[] spliced(byte[] content, int until, byte[] middle, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, until);
        out.writeBytes(middle);
        out.write(content, from, content.length - from);
        return out.toByteArray();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static int sizeOf(Object tree) {
        int size = 1;
        for (Object child : children(tree)) {
            size += sizeOf(child);
        }
        return size;
    }

    private static List<Object> children(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values());
        }
        return tree instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** The tree with its node of that number, counted from the top, replaced, left out, or said twice. */
    private Object changed(Object tree, int number) {
        if (number == 0) {
            return strange(tree);
        }
        int left = number - 1;
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                int size = sizeOf(field.getValue());
                boolean here = left >= 0 && left < size;
                if (!here || left > 0 || random.nextInt(4) > 0) {
                    copy.put(field.getKey(), here ? changed(field.getValue(), left) : field.getValue());
                }
                left -= size;
            }
            return copy;
        }
        if (!(tree instanceof List<?> list)) {
            return tree;
        }
        List<Object> copy = new ArrayList<>();
        for (Object item : list) {
            int size = sizeOf(item);
            boolean here = left >= 0 && left < size;
            Object kept = here ? changed(item, left) : item;
            copy.add(kept);
            if (here && random.nextInt(4) == 0) {
                copy.add(kept);
            }
            left -= size;
        }
        return copy;
    }

    private Object strange(Object value) {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> List.of();
            case 2 -> Map.of();
            case 3 -> List.of(value == null ? "" : value);
            case 4 -> Map.of("key", value == null ? "" : value);
            case 5 -> random.nextBoolean();
            case 6 -> -1;
            case 7 -> Long.MAX_VALUE;
            case 8 -> new java.math.BigInteger("9".repeat(400));
            case 9 -> 1.5;
            case 10 -> "";
            case 11 -> value + pick(WORDS);
            case 12 -> nested(random.nextBoolean() ? 50 : DEEP);
            default -> "x".repeat(1 << random.nextInt(14));
        };
    }

    private static Object nested(int depth) {
        return new Written("[{\"a\": ".repeat(depth) + "1" + "}]".repeat(depth));
    }

    /** A part of a document that is written already. */
    private record Written(String json) {}

    /** The text of a tree of maps, lists, texts and numbers. */
    public static String json(Object tree) {
        StringBuilder out = new StringBuilder();
        write(tree, out);
        return out.toString();
    }

    private static void write(Object tree, StringBuilder out) {
        if (tree instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> field : map.entrySet()) {
                write(String.valueOf(field.getKey()), out.append(separator));
                write(field.getValue(), out.append(": "));
                separator = ", ";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (tree instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                write(item, out.append(separator));
                separator = ", ";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (tree instanceof Written written) {
            out.append(written.json());
        } else if (tree == null || tree instanceof Number || tree instanceof Boolean) {
            out.append(tree);
        } else {
            out.append('"');
            String.valueOf(tree)
                    .chars()
                    .forEach(c -> out.append(
                            c < ' ' || c == '"' || c == '\\' || c > '~'
                                    ? String.format("\\u%04x", c)
                                    : String.valueOf((char) c)));
            out.append('"');
        }
    }
}
