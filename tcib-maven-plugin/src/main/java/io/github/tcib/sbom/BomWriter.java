package io.github.tcib.sbom;

import static java.util.stream.Collectors.joining;

import io.github.tcib.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cyclonedx.model.Component;

/** Writes the bills of a set of images: one of each image, and one of all. */
public final class BomWriter {

    /** How names of bills end, as CycloneDX recommends. */
    public static final String EXTENSION = "cdx.json";

    private static final String SUFFIX = "." + EXTENSION;
    private static final String TREE = "tree" + SUFFIX;
    private static final int MOST_NAMES = 8;

    private final Path directory;
    private final BomFacts facts;
    private final Consumer<String> warnings;

    /**
     * @param directory where the bills go; bills of images that are not of the set any more are removed
     * @param warnings gets what the bills lack, worded for the user
     */
    public BomWriter(Path directory, BomFacts facts, Consumer<String> warnings) {
        this.directory = directory;
        this.facts = facts;
        this.warnings = warnings;
    }

    /**
     * What was written.
     *
     * @param tree the bill of all images
     * @param images the bills of the images, in their order
     * @param packages how many different packages there are in all
     */
    public record Bills(Path tree, List<Path> images, int packages) {

        public Bills {
            images = List.copyOf(images);
        }
    }

    /**
     * Reads what is in the images and writes the bills, those that have changed.
     *
     * @param images parents before children
     * @throws IOException when an image cannot be read or a file cannot be written
     */
    public Bills write(List<BomImage> images) throws IOException {
        Components components = new Components(SpdxLicenses.read(), facts.digests());
        Map<String, String> ofTheSet = new TreeMap<>();
        images.forEach(
                image -> ofTheSet.put(image.reference(), components.image(image).getBomRef()));
        Component project = Components.project(facts.project());
        Bill tree = new Bill(project);
        tree.depends(project.getBomRef(), ofTheSet.values());
        SortedSet<String> packages = new TreeSet<>();
        Map<String, List<String>> unknown = new TreeMap<>();
        List<Path> written = new ArrayList<>();
        Path scratch = Files.createTempDirectory("tcib-sbom");
        try {
            ContentsReader reader = new ContentsReader(scratch);
            for (BomImage image : images) {
                ImageContents contents = read(reader, image);
                contents.unknown()
                        .ifPresent(reason -> unknown.computeIfAbsent(reason, one -> new ArrayList<>())
                                .add(image.name()));
                List<Component> rpms = contents.packages().stream()
                        .map(rpm -> components.rpm(rpm, contents.distribution()))
                        .toList();
                rpms.forEach(rpm -> packages.add(rpm.getBomRef()));

                Component subject = components.image(image);
                Bill bill = new Bill(subject);
                addContents(bill, subject.getBomRef(), contents, rpms);
                written.add(write(fileOf(image), bill));

                tree.add(subject);
                addContents(tree, subject.getBomRef(), contents, rpms);
                image.parent().ifPresent(parent -> addParent(tree, subject.getBomRef(), parent, ofTheSet));
            }
        } finally {
            Files.delete(scratch);
        }
        Path ofAll = write(TREE, tree);
        removeOthers(written, ofAll);
        unknown.forEach((reason, names) -> warnings.accept(wordingOf(reason, names)));
        return new Bills(ofAll, written, packages.size());
    }

    private static ImageContents read(ContentsReader reader, BomImage image) throws IOException {
        try {
            return reader.read(image.files());
        } catch (IOException e) {
            throw new IOException("what is in '" + image.name() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static void addContents(Bill bill, String image, ImageContents contents, List<Component> rpms) {
        List<String> parts = new ArrayList<>();
        contents.distribution().map(Components::system).ifPresent(system -> {
            bill.add(system);
            parts.add(system.getBomRef());
        });
        for (Component rpm : rpms) {
            bill.add(rpm);
            parts.add(rpm.getBomRef());
        }
        bill.depends(image, parts);
        if (contents.unknown().isPresent()) {
            bill.markIncomplete(image);
        }
    }

    private static void addParent(Bill tree, String image, String parent, Map<String, String> ofTheSet) {
        String there = ofTheSet.get(parent);
        if (there == null) {
            Component base = Components.base(parent);
            tree.add(base);
            there = base.getBomRef();
        }
        tree.depends(image, List.of(there));
    }

    /** An image may be called as the set is. */
    private static String fileOf(BomImage image) {
        String name = image.name() + SUFFIX;
        return name.equals(TREE) ? "image-" + name : name;
    }

    private Path write(String name, Bill bill) throws IOException {
        Path file = directory.resolve(name);
        AtomicFile.writeIfChanged(file, bill.text(facts.tool(), facts.created()));
        return file;
    }

    private void removeOthers(List<Path> images, Path tree) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(
                            one -> one.toString().endsWith(SUFFIX) && !images.contains(one) && !one.equals(tree))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static String wordingOf(String reason, List<String> names) {
        return "The packages of "
                + names.stream().limit(MOST_NAMES).collect(joining(", "))
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "")
                + " are not in the bills: " + reason;
    }
}
