package io.github.tcib.size;

import io.github.tcib.size.layer.LayerContents;
import io.github.tcib.size.layer.LayerEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Accounts for every byte of the layers that an image adds to its parent, and for what these layers hide. */
final class OwnLayers {

    private final ImageView parent;
    private final ImageView image;
    private final Map<Owner, Sum> owners = new TreeMap<>();
    private final Map<WasteBytes.How, Map<Category, Sum>> waste = new EnumMap<>(WasteBytes.How.class);
    private final Map<Category, Sum> avoidable = new EnumMap<>(Category.class);
    private final List<FileBytes> files = new ArrayList<>();
    private long wasteBytes;

    private static final class Sum {
        private long bytes;
        private long hidden;
        private int files;

        void add(long more, boolean isHidden) {
            bytes += more;
            hidden += isHidden ? more : 0;
            files++;
        }
    }

    OwnLayers(ImageView parent, ImageView image) {
        this.parent = parent;
        this.image = image;
    }

    /** What a finder of siblings gets to know of a file that the image adds and shows. */
    interface OnShown {
        void accept(LayerEntry.File file);
    }

    void addOwn(LayerContents layer, OnShown onShown) {
        for (LayerEntry.File file : layer.files()) {
            boolean hidden = !image.shows(layer, file);
            Owner owner = image.owners()
                    .of(file.path())
                    .or(() -> parent.owners().of(file.path()))
                    .orElse(Owner.UNOWNED);
            owners.computeIfAbsent(owner, one -> new Sum()).add(file.size(), hidden);
            files.add(new FileBytes(file.path(), owner, file.size(), hidden));
            if (hidden) {
                addWaste(file);
            } else {
                onShown.accept(file);
                Category category = Category.of(file.path());
                if (category != Category.OTHER) {
                    avoidable.computeIfAbsent(category, one -> new Sum()).add(file.size(), false);
                }
            }
        }
        owners.computeIfAbsent(Owner.OVERHEAD, one -> new Sum()).bytes += layer.overheadBytes();
    }

    /** Bytes of a layer of which only they are known. */
    void addNotRead(long bytes) {
        owners.computeIfAbsent(Owner.NOT_READ, one -> new Sum()).bytes += bytes;
    }

    /** A layer of the parent: what the parent shows of it and the image does not is this image's waste. */
    void addInherited(LayerContents layer) {
        for (LayerEntry.File file : layer.files()) {
            if (parent.shows(layer, file) && !image.shows(layer, file)) {
                addWaste(file);
            }
        }
    }

    private void addWaste(LayerEntry.File file) {
        if (file.size() == 0) {
            return;
        }
        wasteBytes += file.size();
        WasteBytes.How how = image.tree()
                .at(file.path())
                .map(node -> node instanceof FileTree.File now
                                && now.entry().size() == file.size()
                                && now.entry().hash().equals(file.hash())
                        ? WasteBytes.How.COPIED_UP
                        : WasteBytes.How.REPLACED)
                .orElse(WasteBytes.How.REMOVED);
        waste.computeIfAbsent(how, one -> new EnumMap<>(Category.class))
                .computeIfAbsent(Category.of(file.path()), one -> new Sum())
                .add(file.size(), true);
    }

    /** Contents of files that the own layers hide. */
    long wasteBytes() {
        return wasteBytes;
    }

    List<OwnerBytes> owners() {
        return owners.entrySet().stream()
                .map(entry -> new OwnerBytes(
                        entry.getKey(), entry.getValue().bytes, entry.getValue().hidden, entry.getValue().files))
                .sorted(Comparator.comparingLong(OwnerBytes::bytes).reversed().thenComparing(OwnerBytes::owner))
                .toList();
    }

    List<FileBytes> largestFiles(int most) {
        return files.stream()
                .filter(file -> file.bytes() > 0)
                .sorted(Comparator.comparingLong(FileBytes::bytes).reversed().thenComparing(FileBytes::path))
                .limit(most)
                .toList();
    }

    List<WasteBytes> waste() {
        List<WasteBytes> all = new ArrayList<>();
        waste.forEach((how, categories) ->
                categories.forEach((category, sum) -> all.add(new WasteBytes(category, how, sum.bytes, sum.files))));
        all.sort(Comparator.comparingLong(WasteBytes::bytes)
                .reversed()
                .thenComparing(WasteBytes::how)
                .thenComparing(WasteBytes::category));
        return all;
    }

    List<AvoidableBytes> avoidable() {
        return avoidable.entrySet().stream()
                .map(entry -> new AvoidableBytes(entry.getKey(), entry.getValue().bytes, entry.getValue().files))
                .filter(bytes -> bytes.bytes() > 0)
                .sorted(Comparator.comparingLong(AvoidableBytes::bytes)
                        .reversed()
                        .thenComparing(AvoidableBytes::category))
                .toList();
    }
}
