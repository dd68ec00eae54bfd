def missing = ['buildah', 'skopeo', 'docker-registry', 'timeout'].findAll { tool ->
    !System.getenv('PATH').split(File.pathSeparator).any { new File(it, tool).canExecute() }
}
if ('id -u'.execute().text.trim() != '0') {
    missing << 'root'
}
if (missing && System.getenv('CI') == 'true') {
    throw new IllegalStateException('platforms needs ' + missing.join(', '))
}
if (missing) {
    println 'platforms is left out, for want of ' + missing.join(', ')
}
return missing.isEmpty()
