package io.github.tcib.maven;

import io.github.tcib.patch.Patch;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Makes new images of images with their packages updated from repositories. An image with nothing to update gives no new one; a
 * repository that cannot be read is an error.
 */
@Mojo(name = "update", requiresProject = false, threadSafe = true)
public final class UpdateMojo extends AbstractPatchMojo {

    /** References of the images to update: from buildah's store, else pulled. */
    @Parameter
    private List<String> updateImages = List.of();

    /** Further such references between commas. */
    @Parameter(property = "tcib.update.images", defaultValue = "")
    private String moreUpdateImages = "";

    /** What is appended, after a dash, to the tags of the new images. */
    @Parameter(property = "tcib.update.tag", defaultValue = "update", required = true)
    private String updateTag = "";

    /** Names or globs of the packages to update. Empty: all. */
    @Parameter
    private List<String> updatePackages = List.of();

    /** Further such names between commas. */
    @Parameter(property = "tcib.update.packages", defaultValue = "")
    private String moreUpdatePackages = "";

    /** Ids or globs of the only repositories to update from. Empty: those that are enabled in their files. */
    @Parameter
    private List<String> enableRepos = List.of();

    /** Further such ids between commas. */
    @Parameter(property = "tcib.update.enableRepos", defaultValue = "")
    private String moreEnableRepos = "";

    /** Leaves this goal out. */
    @Parameter(property = "tcib.update.skip", defaultValue = "false")
    private boolean skipUpdate;

    @Inject
    UpdateMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    String goal() {
        return "update";
    }

    @Override
    boolean skipsThisGoal() {
        return skipUpdate;
    }

    @Override
    List<String> images() {
        return joined(updateImages, moreUpdateImages);
    }

    @Override
    String suffix() {
        return updateTag;
    }

    @Override
    Patch patch() {
        return new Patch.Update(joined(updatePackages, moreUpdatePackages), joined(enableRepos, moreEnableRepos));
    }
}
