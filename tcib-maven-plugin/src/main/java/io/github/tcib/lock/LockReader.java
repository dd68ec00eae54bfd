package io.github.tcib.lock;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.text.Printable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a lock of YAML, strictly: what it does not know, or what is missing, is a problem with its place. */
final class LockReader {

    /** A lock of a large tree has some megabytes. */
    private static final int MOST_CODE_POINTS = 64 * 1024 * 1024;

    private static final int DEEPEST = 10;
    private static final String AGAIN = "if it was changed by hand, restore it, or remove it and run tcib:lock";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    LockReader(String file) {
        this.file = file;
    }

    Lock read(String text) throws LockException {
        Lock lock = lock(new LockNode(parse(text), "the file", file, problems::add));
        if (!problems.isEmpty()) {
            throw new LockException(problems.stream().sorted().toList());
        }
        return lock;
    }

    private Node parse(String text) throws LockException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CODE_POINTS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null) {
                throw new LockException(List.of(Problem.of(Location.of(file), "the file is empty", AGAIN)));
            }
            return root;
        } catch (MarkedYAMLException e) {
            Location location = e.getProblemMark() == null
                    ? Location.of(file)
                    : new Location(
                            file,
                            e.getProblemMark().getLine() + 1,
                            e.getProblemMark().getColumn() + 1);
            throw new LockException(List.of(Problem.of(
                    location,
                    "the YAML does not parse: " + Printable.sentence(String.valueOf(e.getProblem())),
                    AGAIN)));
        } catch (YAMLException e) {
            throw new LockException(List.of(Problem.of(
                    Location.of(file),
                    "the YAML is refused: " + Printable.sentence(String.valueOf(e.getMessage())),
                    AGAIN)));
        }
    }

    private Lock lock(LockNode root) throws LockException {
        // Another version may have other keys: it is told before they are.
        Optional<LockNode> version = Optional.ofNullable(root.entries().get("version"));
        String expected = String.valueOf(LockFile.VERSION);
        if (version.isPresent() && !version.get().text().equals(Optional.of(expected))) {
            version.get()
                    .complain(
                            "the lock is of version " + version.get().text().orElse("?") + ", and this plugin reads "
                                    + expected,
                            Optional.of("use the plugin that wrote it, or remove it and run tcib:lock"));
            throw new LockException(problems);
        }
        LockNode.Fields fields = root.fields(Set.of("version", "architectures"));
        fields.require("version");
        SortedMap<String, ArchitectureLock> architectures = new TreeMap<>();
        fields.require("architectures")
                .map(LockNode::entries)
                .orElse(Map.of())
                .forEach((name, node) -> architecture(node).ifPresent(locked -> architectures.put(name, locked)));
        return new Lock(architectures);
    }

    private Optional<ArchitectureLock> architecture(LockNode node) {
        LockNode.Fields fields = node.fields(Set.of("layout", "bases", "repositories", "rpms", "images"));
        Optional<Digest> layout = fields.require("layout").flatMap(LockReader::digest);
        List<LockedBase> bases = new ArrayList<>();
        entries(fields, "bases")
                .forEach((reference, base) -> base(reference, base).ifPresent(bases::add));
        Map<String, LockNode> repositoryNodes = entries(fields, "repositories");
        List<LockedRepository> repositories = new ArrayList<>();
        repositoryNodes.forEach((id, repository) -> repository(id, repository).ifPresent(repositories::add));
        Map<String, LockNode> rpmNodes = entries(fields, "rpms");
        List<LockedRpm> rpms = new ArrayList<>();
        rpmNodes.forEach(
                (nevra, rpm) -> rpm(nevra, rpm, repositoryNodes.keySet()).ifPresent(rpms::add));
        Map<String, LockNode> imageNodes = entries(fields, "images");
        List<LockedImage> images = new ArrayList<>();
        imageNodes.forEach((name, image) -> image(name, image).ifPresent(images::add));
        if (layout.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        ArchitectureLock locked = ArchitectureLock.of(layout.get(), bases, repositories, rpms, images);
        new LockCheck(locked, imageNodes).run();
        return Optional.of(locked);
    }

    private static Map<String, LockNode> entries(LockNode.Fields fields, String key) {
        return fields.require(key).map(LockNode::entries).orElse(Map.of());
    }

    private static Optional<LockedBase> base(String reference, LockNode node) {
        LockNode.Fields fields = node.fields(Set.of("digest", "packages"));
        NavigableSet<Nevra> packages = packages(fields, "packages");
        return fields.require("digest")
                .flatMap(LockReader::digest)
                .map(digest -> new LockedBase(reference, digest, packages));
    }

    private static Optional<LockedRepository> repository(String id, LockNode node) {
        LockNode.Fields fields = node.fields(Set.of("url", "repomd", "priority", "gpgcheck", "gpgkeys", "metadata"));
        Optional<String> url = fields.require("url").flatMap(LockNode::text);
        Optional<Digest> repomd = fields.require("repomd").flatMap(LockReader::digest);
        OptionalInt priority = fields.find("priority")
                .flatMap(value -> value.as("a number", LockReader::integer))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        boolean gpgCheck = fields.find("gpgcheck")
                .flatMap(value -> value.as("true or false", LockReader::truth))
                .orElse(false);
        List<String> keys = texts(fields, "gpgkeys");
        SortedMap<MetadataKind, LockedMetadata> metadata =
                fields.find("metadata").map(LockReader::metadata).orElse(new TreeMap<>());
        return url.isEmpty() || repomd.isEmpty()
                ? Optional.empty()
                : Optional.of(new LockedRepository(id, url.get(), repomd.get(), priority, gpgCheck, keys, metadata));
    }

    private static SortedMap<MetadataKind, LockedMetadata> metadata(LockNode node) {
        SortedMap<MetadataKind, LockedMetadata> metadata = new TreeMap<>();
        node.fields(Set.of(MetadataKind.GROUP.type(), MetadataKind.MODULES.type()))
                .all()
                .forEach((type, file) -> {
                    LockNode.Fields fields = file.fields(Set.of("size", "sha256", "location"));
                    Optional<Long> size = size(fields);
                    Optional<Digest> sha256 = sha256(fields);
                    Optional<String> location = fields.require("location").flatMap(LockNode::text);
                    if (size.isPresent() && sha256.isPresent() && location.isPresent()) {
                        MetadataKind.of(type)
                                .ifPresent(kind -> metadata.put(
                                        kind, new LockedMetadata(sha256.get(), size.get(), location.get())));
                    }
                });
        return metadata;
    }

    private static Optional<LockedRpm> rpm(String name, LockNode node, Set<String> repositories) {
        LockNode.Fields fields = node.fields(Set.of("repository", "size", "sha256", "location"));
        Optional<Nevra> nevra = Nevra.parse(name);
        if (nevra.isEmpty()) {
            node.complain("'" + name + "' is not name-version-release.architecture");
        }
        Optional<LockNode> repository = fields.require("repository");
        Optional<String> id = repository.flatMap(LockNode::text);
        if (id.isPresent() && !repositories.contains(id.get())) {
            repository.orElseThrow().complain("there is no repository '" + id.get() + "' in the lock");
        }
        Optional<Long> size = size(fields);
        Optional<Digest> sha256 = sha256(fields);
        Optional<String> location = fields.require("location").flatMap(LockNode::text);
        return nevra.isEmpty() || id.isEmpty() || size.isEmpty() || sha256.isEmpty() || location.isEmpty()
                ? Optional.empty()
                : Optional.of(new LockedRpm(nevra.get(), sha256.get(), size.get(), id.get(), location.get()));
    }

    private static Optional<Long> size(LockNode.Fields fields) {
        return fields.require("size").flatMap(value -> value.as("a number of bytes", LockReader::bytes));
    }

    private static Optional<Digest> sha256(LockNode.Fields fields) {
        return fields.require("sha256").flatMap(value -> value.as("64 hexadecimal digits", LockReader::hex));
    }

    private static Optional<LockedImage> image(String name, LockNode node) {
        LockNode.Fields fields =
                node.fields(Set.of("parent", "base", "steps", "modules", "metadata", "adds", "removes", "fetches"));
        if (!ImageName.isValid(name)) {
            node.complain("'" + name + "' is not a name of an image");
            return Optional.empty();
        }
        if (fields.find("parent").isPresent() == fields.find("base").isPresent()) {
            node.complain("the image '" + name + "' must have either a 'parent' or a 'base'");
            return Optional.empty();
        }
        Optional<LockedParent> parent = fields.find("parent").isPresent()
                ? fields.find("parent")
                        .flatMap(value -> value.as("a name of an image", LockReader::imageName))
                        .map(LockedParent.Image::new)
                : fields.find("base").flatMap(LockNode::text).map(LockedParent.Base::new);
        Optional<Digest> steps = fields.require("steps").flatMap(LockReader::digest);
        NavigableSet<Nevra> adds = packages(fields, "adds");
        NavigableSet<Nevra> removes = packages(fields, "removes");
        NavigableSet<Nevra> fetches = packages(fields, "fetches");
        List<String> modules = texts(fields, "modules");
        NavigableSet<MetadataKind> metadata = new TreeSet<>();
        for (LockNode item : fields.list("metadata")) {
            item.as("group or modules", MetadataKind::of).ifPresent(metadata::add);
        }
        return parent.isEmpty() || steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new LockedImage(
                        new ImageName(name), parent.get(), steps.get(), adds, removes, fetches, modules, metadata));
    }

    private static NavigableSet<Nevra> packages(LockNode.Fields fields, String key) {
        NavigableSet<Nevra> packages = new TreeSet<>();
        for (LockNode item : fields.list(key)) {
            item.as("name-version-release.architecture", Nevra::parse).ifPresent(packages::add);
        }
        return packages;
    }

    private static List<String> texts(LockNode.Fields fields, String key) {
        return fields.list(key).stream().flatMap(item -> item.text().stream()).toList();
    }

    private static Optional<Digest> digest(LockNode node) {
        return node.as("sha256: and 64 hexadecimal digits", text -> {
            try {
                return Optional.of(Digest.parse(text));
            } catch (OciException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Digest> hex(String text) {
        try {
            return Optional.of(new Digest(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ImageName> imageName(String text) {
        return ImageName.isValid(text) ? Optional.of(new ImageName(text)) : Optional.empty();
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> bytes(String text) {
        try {
            return Optional.of(Long.valueOf(text)).filter(bytes -> bytes >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }
}
