package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.RootPath;
import io.github.tcib.rpm.RpmDatabase;
import io.github.tcib.size.layer.LayerContents;
import io.github.tcib.size.layer.LayerEntry;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.layer.LayerLibrary.DatabaseFile;
import io.github.tcib.size.layer.PackageList;
import io.github.tcib.size.layer.RpmFiles;
import io.github.tcib.size.layer.StoredLayer;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An image as a container sees it: its files, who owns them, and which files of its layers it shows. */
final class ImageView {

    private final FileTree tree;
    private final PackageList packageList;
    private final PackageOwners owners;
    private final Map<Digest, BitSet> shown = new HashMap<>();
    private final SortedMap<Owner, OwnerBytes> installed = new TreeMap<>();
    private long shownBytes;

    private ImageView(FileTree tree, PackageList packageList, PackageOwners owners) {
        this.tree = tree;
        this.packageList = packageList;
        this.owners = owners;
    }

    /** The view of nothing. */
    static ImageView empty() {
        FileTree tree = FileTree.empty();
        PackageList none = new PackageList.None();
        return new ImageView(tree, none, new PackageOwners(none, tree));
    }

    /** The view of an image that adds layers to this one. */
    ImageView with(List<LayerContents> layers, LayerLibrary library, Map<Digest, StoredLayer> stored)
            throws IOException {
        FileTree above = tree;
        for (LayerContents layer : layers) {
            above = above.with(layer);
        }
        PackageList list = packagesOf(above, library, stored);
        ImageView view = new ImageView(above, list, new PackageOwners(list, above));
        view.look();
        return view;
    }

    private static PackageList packagesOf(FileTree tree, LayerLibrary library, Map<Digest, StoredLayer> stored)
            throws IOException {
        for (String directory : RpmFiles.DIRECTORIES) {
            Optional<DatabaseFile> database = databaseFile(tree, directory, RpmFiles.SQLITE, stored);
            if (database.isPresent()) {
                return library.readPackages(database.get(), databaseFile(tree, directory, RpmFiles.LOG, stored));
            }
        }
        for (String directory : RpmFiles.DIRECTORIES) {
            for (Map.Entry<String, String> format : RpmDatabase.OTHER_FORMATS.entrySet()) {
                String file = RootPath.join(directory, format.getKey());
                if (tree.fileAt(file).isPresent()) {
                    return new PackageList.Unreadable(RpmDatabase.notRead(file, format.getValue()));
                }
            }
        }
        return new PackageList.None();
    }

    private static Optional<DatabaseFile> databaseFile(
            FileTree tree, String directory, String name, Map<Digest, StoredLayer> stored) {
        return tree.fileAt(RootPath.join(directory, name))
                .filter(file -> file.entry().size() > 0)
                .flatMap(file -> Optional.ofNullable(stored.get(file.layer().diffId()))
                        .map(layer -> new DatabaseFile(
                                layer, file.entry().path(), file.entry().hash())));
    }

    private void look() {
        Map<Owner, long[]> sums = new HashMap<>();
        tree.forEach((path, node) -> {
            if (node instanceof FileTree.File file) {
                BitSet ofLayer = shown.computeIfAbsent(file.layer().diffId(), id -> new BitSet());
                if (!ofLayer.get(file.entry().index())) {
                    ofLayer.set(file.entry().index());
                    shownBytes += file.entry().size();
                    // of a file's names, the one in the layer's tar file decides: the tree's order is none
                    owners.of(file.entry().path()).or(() -> owners.of(path)).ifPresent(owner -> {
                        long[] sum = sums.computeIfAbsent(owner, one -> new long[2]);
                        sum[0] += file.entry().size();
                        sum[1]++;
                    });
                }
            }
        });
        for (Owner owner : owners.packages()) {
            long[] sum = sums.getOrDefault(owner, new long[2]);
            installed.put(owner, new OwnerBytes(owner, sum[0], 0, (int) sum[1]));
        }
    }

    FileTree tree() {
        return tree;
    }

    PackageOwners owners() {
        return owners;
    }

    /** Contents of all files it shows, each file once however many names it has. */
    long shownBytes() {
        return shownBytes;
    }

    boolean shows(LayerContents layer, LayerEntry.File file) {
        BitSet ofLayer = shown.get(layer.diffId());
        return ofLayer != null && ofLayer.get(file.index());
    }

    PackageFigures packages() {
        if (packageList instanceof PackageList.Unreadable unreadable) {
            return new PackageFigures(PackageFigures.Status.UNREADABLE, unreadable.reason(), List.of());
        }
        return new PackageFigures(
                packageList instanceof PackageList.None ? PackageFigures.Status.NONE : PackageFigures.Status.READ,
                "",
                List.copyOf(installed.values()));
    }
}
