package io.github.tcib.convert;

import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.util.List;

/**
 * An image of the layout that is to be.
 *
 * @param name its name
 * @param path its directory below the layout's root, with {@code /}
 * @param source the Containerfile it was made from
 * @param yaml the content of its YAML file
 * @param contextFiles the files that COPY and ADD take, to lie beside the YAML
 */
public record ConvertedImage(ImageName name, String path, Path source, String yaml, List<ContextFile> contextFiles) {

    public ConvertedImage {
        contextFiles = List.copyOf(contextFiles);
    }

    /** The YAML file below the layout's root. */
    String yamlFile() {
        return path + "/" + name + ".yaml";
    }
}
