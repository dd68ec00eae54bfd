package io.github.tcib.lock;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a lock as YAML: the same lock, the same text. */
final class LockWriter {

    private static final String HEADER = """
            # The packages of every image, as the goal tcib:lock resolved them. Commit this file; change it by that goal.
            """;

    /** What needs no quotes in a flow map, whichever version of YAML reads it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./:+~^@%-]*");

    private static final int DELETE = 0x7F;
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_.:eExX]*");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private final StringBuilder out = new StringBuilder(HEADER);

    private LockWriter() {}

    static String textOf(Lock lock) {
        LockWriter writer = new LockWriter();
        writer.line(0, "version: " + LockFile.VERSION);
        writer.line(0, lock.architectures().isEmpty() ? "architectures: {}" : "architectures:");
        lock.architectures().forEach(writer::architecture);
        return writer.out.toString();
    }

    private void architecture(String name, ArchitectureLock locked) {
        line(1, scalar(name) + ":");
        line(2, "layout: " + locked.layout());
        heading("bases", locked.bases().isEmpty());
        locked.bases().values().forEach(this::base);
        heading("repositories", locked.repositories().isEmpty());
        locked.repositories().values().forEach(this::repository);
        heading("rpms", locked.rpms().isEmpty());
        locked.rpms().values().forEach(this::rpm);
        heading("images", locked.images().isEmpty());
        locked.images().values().forEach(this::image);
    }

    private void heading(String name, boolean empty) {
        line(2, name + (empty ? ": {}" : ":"));
    }

    private void base(LockedBase base) {
        line(3, scalar(base.reference()) + ":");
        line(4, "digest: " + base.digest());
        packages("packages", base.packages());
    }

    private void repository(LockedRepository repository) {
        line(3, scalar(repository.id()) + ":");
        line(4, "url: " + scalar(repository.baseUrl()));
        line(4, "repomd: " + repository.repomd());
        repository.priority().ifPresent(priority -> line(4, "priority: " + priority));
        if (repository.gpgCheck()) {
            line(4, "gpgcheck: true");
        }
        list("gpgkeys", repository.gpgKeys());
        if (!repository.metadata().isEmpty()) {
            line(4, "metadata:");
            repository
                    .metadata()
                    .forEach((kind, file) -> line(
                            5,
                            kind.type() + ": {size: " + file.bytes() + ", sha256: "
                                    + file.sha256().hex() + ", location: " + scalar(file.location()) + "}"));
        }
    }

    private void rpm(LockedRpm rpm) {
        line(
                3,
                scalar(rpm.nevra().toString()) + ": {repository: " + scalar(rpm.repository()) + ", size: " + rpm.bytes()
                        + ", sha256: " + rpm.sha256().hex() + ", location: " + scalar(rpm.location()) + "}");
    }

    private void image(LockedImage image) {
        line(3, scalar(image.name().value()) + ":");
        if (image.parent() instanceof LockedParent.Image parent) {
            line(4, "parent: " + scalar(parent.name().value()));
        } else if (image.parent() instanceof LockedParent.Base base) {
            line(4, "base: " + scalar(base.reference()));
        }
        line(4, "steps: " + image.steps());
        list("modules", image.modules());
        list("metadata", image.metadata().stream().map(MetadataKind::type).toList());
        packages("adds", image.adds());
        packages("removes", image.removes());
        packages("fetches", image.fetches());
    }

    private void packages(String name, Collection<Nevra> packages) {
        list(name, packages.stream().map(Nevra::toString).toList());
    }

    private void list(String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            line(4, name + ":");
            texts.forEach(text -> line(4, "- " + scalar(text)));
        }
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !text.endsWith(":")
                && !NUMBER.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        if (plain) {
            return text;
        }
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c < DELETE);
        return printable ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= ' ' && c < DELETE) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append("\\U%08X".formatted(c));
            }
        });
        return quoted.append('"').toString();
    }
}
