package io.github.tcib.build;

import io.github.tcib.model.ImageDefinition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Builds one image after another into an image store. An engine is used by several threads at once. Each of its methods may
 * start processes or use the network, and ends them when its thread is interrupted.
 */
public interface BuildEngine {

    /** The engine's name in results and keys, such as {@code buildah}. */
    String name();

    /**
     * A directory that lives as long as the image store: the lock of the store and what is remembered of earlier builds lie
     * there. Two engines on one store name the same directory.
     */
    Path stateDirectory();

    /**
     * What flows into an image beside its parent, its instructions and its context, such as format and platform: a name for
     * people, and a value that changes when the image has to be built again. Called once an image in a build.
     */
    SortedMap<String, Ingredient> ingredientsOf(ImageDefinition image) throws InterruptedException;

    /** The images of the store that have one of these references, by reference; those that are missing are left out. */
    Map<String, StoredImage> find(Collection<String> references) throws BuildFailure, InterruptedException;

    /**
     * Fetches what the steps of some images need beside their parents and contexts. Called once in a build, after the plan and
     * before the first image.
     *
     * @param images those that this engine will build
     * @throws BuildFailure when something cannot be had that they cannot do without
     */
    default void prepare(List<ImageDefinition> images) throws BuildFailure, InterruptedException {}

    /** Brings an image that is not of the tree into the store if it is not there. */
    StoredImage provide(String reference) throws BuildFailure, InterruptedException;

    /**
     * Builds an image. Its parent is in this engine's store already.
     *
     * @throws BuildFailure saying whether another attempt may succeed
     */
    StoredImage build(ImageTask task) throws BuildFailure, InterruptedException;

    /** Hands out an image of this store so that another engine can use it as a parent. */
    OciImage lend(String reference) throws BuildFailure, InterruptedException;

    /** Opens the files of the images that this store has now. */
    ImageFiles files() throws BuildFailure, InterruptedException;

    /** Takes an image over from another engine under a reference. */
    StoredImage adopt(OciImage image, String reference) throws BuildFailure, InterruptedException;

    /**
     * Does what was put off while images were built, such as naming them in the store. Called once no image is being built any
     * more, also after failures and interrupts, while the store is locked.
     *
     * @param notes gets what was done beside building, for those who look closely
     * @throws BuildFailure when images that were built may not be in the store
     */
    void finish(Consumer<String> notes) throws BuildFailure, InterruptedException;

    /**
     * Ends and removes what interrupted builds left behind: processes, working containers and temporary files, of this and of
     * earlier runs. Called while the store is locked and no image is being built; leaves what others made alone.
     */
    void removeLeftovers() throws InterruptedException;
}
