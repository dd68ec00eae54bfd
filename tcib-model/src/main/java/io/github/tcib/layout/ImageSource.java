package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.template.Scope;
import io.github.tcib.template.Value;

/**
 * What an image is made of, not rendered.
 *
 * @param name its name
 * @param variables what the YAML files of its directory say, merged
 * @param scope all variables its templates see: also defaults, computed ones and those from outside the layout
 */
public record ImageSource(ImageName name, Value.Mapping variables, Scope scope) {}
