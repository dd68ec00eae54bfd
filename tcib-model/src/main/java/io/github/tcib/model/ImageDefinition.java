package io.github.tcib.model;

import java.util.List;

/**
 * An image as it is to be built: nothing in it is a template or depends on the machine any more.
 *
 * @param name the name of its directory
 * @param path its directory below the layout's root, with {@code /}, such as {@code base/os/keystone}
 * @param reference the reference of the built image
 * @param parent what it is built on
 * @param instructions in the order of the Containerfile, FROM first
 * @param contextFiles the files of its build context, sorted by target
 * @param location the first YAML file of its directory
 */
public record ImageDefinition(
        ImageName name,
        String path,
        String reference,
        Parent parent,
        List<Instruction> instructions,
        List<ContextFile> contextFiles,
        Location location) {

    public ImageDefinition {
        instructions = List.copyOf(instructions);
        contextFiles = List.copyOf(contextFiles);
    }
}
