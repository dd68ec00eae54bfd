package io.github.tcib.maven;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageFiles;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ProjectFacts;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.Counted;
import io.github.tcib.oci.Digest;
import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.sbom.BomFacts;
import io.github.tcib.sbom.BomImage;
import io.github.tcib.sbom.BomWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Writes the bills of materials of built images and hands them on as artifacts. */
final class SbomOutput {

    /** The classifier of the bill of the set; that of the archive with all bills goes on with {@code -images}. */
    private static final String CLASSIFIER = "sbom";

    private static final String SCRATCH = "scratch";
    /** The first moment that a zip file can name: the same bills give the same archive. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final MavenProject project;
    private final MavenProjectHelper projectHelper;
    private final String version;
    private final Log log;

    /** @param version of this plugin */
    SbomOutput(MavenProject project, MavenProjectHelper projectHelper, String version, Log log) {
        this.project = project;
        this.projectHelper = projectHelper;
        this.version = version;
        this.log = log;
    }

    /**
     * Writes the bills of all images of a build, cached ones too.
     *
     * @param packages what they were built of, if it was locked
     */
    void write(
            PlatformTarget target,
            ProjectFacts built,
            Optional<LockedPackages> packages,
            BuildResult result,
            BuildEngines engines)
            throws BuildFailure, InterruptedException, MojoExecutionException {
        BomFacts facts = new BomFacts(
                new BomFacts.Project(project.getGroupId(), project.getArtifactId(), project.getVersion()),
                version,
                built.created(),
                packages.map(LockedPackages::digests).orElse(Map.of()));
        Path directory = target.output().resolve("sbom");
        try {
            BomWriter.Bills bills = new BomWriter(directory, facts, log::warn).write(images(target, result, engines));
            Path archive = directory.resolve("images.zip");
            pack(bills.images(), archive);
            String classifier =
                    CLASSIFIER + (target.alone() ? "" : "-" + target.platform().word());
            projectHelper.attachArtifact(
                    project, BomWriter.EXTENSION, classifier, bills.tree().toFile());
            projectHelper.attachArtifact(project, "zip", classifier + "-images", archive.toFile());
            log.info("Bills of materials of " + Counted.of(bills.images().size(), "image") + " with "
                    + Counted.of(bills.packages(), "different package") + " written to " + directory + ".");
        } catch (IOException e) {
            throw new MojoExecutionException("The bills of materials cannot be written: " + FileFault.reasonOf(e), e);
        }
    }

    private static List<BomImage> images(PlatformTarget target, BuildResult result, BuildEngines engines)
            throws BuildFailure, InterruptedException, IOException {
        Map<BuildEngine, ImageFiles> opened = new HashMap<>();
        List<BomImage> images = new ArrayList<>();
        for (ImageResult image : result.images()) {
            if (image.stored().isPresent() && image.reference().isPresent()) {
                StoredImage stored = image.stored().get();
                String reference = image.reference().get();
                BuildEngine engine = engines.engineFor(image.image());
                ImageFiles files = opened.get(engine);
                if (files == null) {
                    files = engine.files();
                    opened.put(engine, files);
                }
                images.add(new BomImage(
                        image.image().value(),
                        target.nameInRegistry(reference),
                        image.parent().filter(parent -> !parent.equals(SCRATCH)).map(target::nameInRegistry),
                        Digest.parse(stored.digest()),
                        Digest.parse(stored.id()),
                        target.platform(),
                        files.open(reference, stored)));
            }
        }
        return images;
    }

    private static void pack(List<Path> bills, Path archive) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Path bill : bills) {
                ZipEntry entry = new ZipEntry(String.valueOf(bill.getFileName()));
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                Files.copy(bill, zip);
                zip.closeEntry();
            }
        }
        AtomicFile.writeIfChanged(archive, packed.toByteArray());
    }
}
