package io.github.tcib.maven;

import io.github.tcib.patch.Patch;
import io.github.tcib.patch.PatchException;
import io.github.tcib.patch.RpmSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Makes new images of images with packages replaced by given RPMs, everything else being as it was. An RPM replaces an older one
 * of its name, or is installed because another one of the set needs it; one that does neither in any image is refused.
 */
@Mojo(name = "hotfix", requiresProject = false, threadSafe = true)
public final class HotfixMojo extends AbstractPatchMojo {

    /** References of the images to patch: from buildah's store, else pulled. */
    @Parameter
    private List<String> hotfixImages = List.of();

    /** Further such references between commas. */
    @Parameter(property = "tcib.hotfix.images", defaultValue = "")
    private String moreHotfixImages = "";

    /** A folder of RPMs; those in its folders count too. */
    @Parameter(property = "tcib.hotfix.directory")
    private @Nullable File hotfixDirectory;

    /** RPMs in Maven repositories as {@code groupId:artifactId:version[:classifier]}. */
    @Parameter
    private List<String> hotfixArtifacts = List.of();

    /** Further such RPMs between commas. */
    @Parameter(property = "tcib.hotfix.artifacts", defaultValue = "")
    private String moreHotfixArtifacts = "";

    /** What is appended, after a dash, to the tags of the new images. */
    @Parameter(property = "tcib.hotfix.tag", defaultValue = "hotfix", required = true)
    private String hotfixTag = "";

    /** Whether what the RPMs need may come from repositories: those of tcib.repoDirectory, else the image's own. */
    @Parameter(property = "tcib.hotfix.repositories", defaultValue = "false")
    private boolean hotfixRepositories;

    /** Whether an RPM is refused that does not apply to every image; otherwise one that applies to none. */
    @Parameter(property = "tcib.hotfix.strict", defaultValue = "false")
    private boolean hotfixStrict;

    /** Whether every RPM has to be signed with one of tcib.hotfix.keys. */
    @Parameter(property = "tcib.hotfix.gpgCheck", defaultValue = "false")
    private boolean gpgCheck;

    /** Files with OpenPGP keys. */
    @Parameter
    private List<File> hotfixKeys = List.of();

    /** Further such files between commas. */
    @Parameter(property = "tcib.hotfix.keys", defaultValue = "")
    private String moreHotfixKeys = "";

    /** Leaves this goal out. */
    @Parameter(property = "tcib.hotfix.skip", defaultValue = "false")
    private boolean skipHotfix;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true, required = true)
    private List<RemoteRepository> remotes = List.of();

    private final RepositorySystem repositories;

    @Inject
    HotfixMojo(SettingsDecrypter decrypter, RepositorySystem repositories) {
        super(decrypter);
        this.repositories = repositories;
    }

    @Override
    String goal() {
        return "hotfix";
    }

    @Override
    boolean skipsThisGoal() {
        return skipHotfix;
    }

    @Override
    List<String> images() {
        return joined(hotfixImages, moreHotfixImages);
    }

    @Override
    String suffix() {
        return hotfixTag;
    }

    @Override
    Patch patch() throws PatchException, IOException, MojoFailureException {
        List<Path> keys = keys();
        return new Patch.Hotfix(RpmSet.read(rpms(), gpgCheck), keys, hotfixStrict, hotfixRepositories);
    }

    private List<Path> rpms() throws PatchException, IOException, MojoFailureException {
        List<String> coordinates = joined(hotfixArtifacts, moreHotfixArtifacts);
        if (hotfixDirectory == null && coordinates.isEmpty()) {
            throw new MojoFailureException(
                    "tcib.hotfix.directory: name the folder with the RPMs, or RPMs in Maven repositories with"
                            + " tcib.hotfix.artifacts");
        }
        List<Path> rpms = new ArrayList<>();
        if (hotfixDirectory != null) {
            rpms.addAll(RpmSet.filesIn(hotfixDirectory.toPath()));
        }
        RpmArtifacts artifacts = new RpmArtifacts(repositories, session().getRepositorySession(), remotes);
        for (String coordinate : coordinates) {
            rpms.add(artifacts.fetch(coordinate));
        }
        return rpms;
    }

    private List<Path> keys() throws MojoFailureException {
        if (!gpgCheck) {
            return List.of();
        }
        List<Path> keys = new ArrayList<>();
        hotfixKeys.forEach(key -> keys.add(key.toPath()));
        SettingSyntax.list(moreHotfixKeys).forEach(key -> keys.add(Path.of(key)));
        if (keys.isEmpty()) {
            throw new MojoFailureException(
                    "tcib.hotfix.gpgCheck: name the files with the keys that RPMs may be signed with (tcib.hotfix.keys)");
        }
        for (Path key : keys) {
            if (!Files.isReadable(key)) {
                throw new MojoFailureException("tcib.hotfix.keys: there is no file " + key + " that can be read");
            }
        }
        return keys;
    }
}
