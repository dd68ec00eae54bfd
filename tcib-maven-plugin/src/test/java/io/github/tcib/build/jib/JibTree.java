package io.github.tcib.build.jib;

import io.github.tcib.containerfile.ContainerfileReader;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.BaseImagePuller;
import io.github.tcib.registry.RegistryAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Builds single images of Containerfiles for tests: one context, one layout. */
final class JibTree {

    static final Platform PLATFORM = Platform.ofThisMachine();

    private final Path context;
    private final OciLayout layout;
    private final JibImageBuilder builder;
    private final BaseImages bases;

    JibTree(Path directory) throws Exception {
        this(directory, LayerPacking.fast());
    }

    JibTree(Path directory, LayerPacking packing) throws Exception {
        context = Files.createDirectories(directory.resolve("context"));
        layout = OciLayout.create(directory.resolve("layout"));
        Path temporary = directory.resolve("temporary");
        builder = new JibImageBuilder(layout, temporary, new JibSettings(PLATFORM, ImageFormat.OCI, packing));
        bases = new BaseImages(layout, temporary, PLATFORM, new BaseImagePuller(RegistryAccess.anonymous()));
    }

    Path context() {
        return context;
    }

    OciLayout layout() {
        return layout;
    }

    BaseImages bases() {
        return bases;
    }

    JibTree file(String name, String content) throws Exception {
        SampleContext.file(context, name, content, "rw-r--r--");
        return this;
    }

    /** Builds a Containerfile and names the image in the layout's index. */
    LayoutImage build(String name, String text) throws Exception {
        String reference = text.lines().findFirst().orElseThrow().substring("FROM ".length());
        LayoutImage image = builder.build(
                new JibImage(
                        name,
                        ContainerfileReader.read(text, "Containerfile"),
                        context,
                        reference,
                        layout.readImage(reference, PLATFORM).or(() -> fetch(reference)),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        Instant.EPOCH),
                line -> {});
        layout.index().write(name, image.manifest());
        return image;
    }

    FlatImage flat(LayoutImage image) throws Exception {
        return FlatImage.readLayout(layout.root(), image.manifest().digest().toString());
    }

    private Optional<LayoutImage> fetch(String reference) {
        try {
            return bases.fetch(reference);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
