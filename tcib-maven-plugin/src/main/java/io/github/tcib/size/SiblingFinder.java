package io.github.tcib.size;

import io.github.tcib.size.layer.ContentHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what images add, parent by parent, and finds what several of them add alike. */
final class SiblingFinder {

    /** Smaller files are not worth a thought. */
    private static final int SMALLEST_CONTENT = 4096;

    private static final int MOST_CONTENTS = 100;

    private final Map<String, Family> families = new TreeMap<>();

    private static final class Family {
        private int siblings;
        private final Map<ContentHash, Content> contents = new HashMap<>();
        private final SortedMap<Owner, SortedMap<String, Long>> packages = new TreeMap<>();
    }

    private static final class Content {
        private final String path;
        private final long bytes;
        private final List<String> images = new ArrayList<>();

        Content(String path, long bytes) {
            this.path = path;
            this.bytes = bytes;
        }
    }

    /** Counts an image among those on a parent; images come in order of their names. */
    void addImage(String parent) {
        families.computeIfAbsent(parent, name -> new Family()).siblings++;
    }

    /** A file that the image adds and shows. */
    void addFile(String parent, String image, String path, long bytes, ContentHash hash) {
        if (bytes >= SMALLEST_CONTENT && Category.of(path) != Category.RPM_DATABASE) {
            List<String> images = families.computeIfAbsent(parent, name -> new Family())
                    .contents
                    .computeIfAbsent(hash, one -> new Content(path, bytes))
                    .images;
            if (images.isEmpty() || !images.get(images.size() - 1).equals(image)) {
                images.add(image);
            }
        }
    }

    /** A package that the image installs and its parent does not have. */
    void addPackage(String parent, String image, Owner owner, long bytes) {
        families.computeIfAbsent(parent, name -> new Family())
                .packages
                .computeIfAbsent(owner, one -> new TreeMap<>())
                .put(image, bytes);
    }

    Siblings find() {
        List<SharedContent> contents = new ArrayList<>();
        List<SharedPackage> packages = new ArrayList<>();
        families.forEach((parent, family) -> {
            for (Content content : family.contents.values()) {
                if (content.images.size() > 1) {
                    contents.add(
                            new SharedContent(parent, content.path, content.bytes, content.images, family.siblings));
                }
            }
            family.packages.forEach((owner, bytes) -> {
                if (bytes.size() > 1) {
                    packages.add(shared(parent, owner, bytes, family.siblings));
                }
            });
        });
        contents.sort(Comparator.comparingLong(SharedContent::savedBytes)
                .reversed()
                .thenComparing(SharedContent::path)
                .thenComparing(SharedContent::parent));
        packages.sort(Comparator.comparingLong(SharedPackage::savedBytes)
                .reversed()
                .thenComparing(SharedPackage::owner)
                .thenComparing(SharedPackage::parent));
        return new Siblings(
                contents.stream().mapToLong(SharedContent::savedBytes).sum(),
                contents.subList(0, Math.min(MOST_CONTENTS, contents.size())),
                packages.stream().mapToLong(SharedPackage::savedBytes).sum(),
                packages);
    }

    private static SharedPackage shared(String parent, Owner owner, SortedMap<String, Long> bytes, int siblings) {
        long most = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long sum = bytes.values().stream().mapToLong(Long::longValue).sum();
        return new SharedPackage(parent, owner, most, sum - most, List.copyOf(bytes.keySet()), siblings);
    }
}
