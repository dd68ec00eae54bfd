package io.github.tcib.layout;

import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.template.Value;
import java.util.List;
import java.util.Optional;

/**
 * A directory of the layout that is an image, with its variables not rendered yet.
 *
 * @param name the directory's name
 * @param path the directory below the layout's root, with {@code /}
 * @param nearest the image of the nearest directory above that is one
 * @param variables what its YAML files say, merged
 * @param contextFiles its files that are not YAML
 * @param location its first YAML file
 */
record ImageDirectory(
        ImageName name,
        String path,
        Optional<ImageName> nearest,
        Value.Mapping variables,
        List<ContextFile> contextFiles,
        Location location) {}
