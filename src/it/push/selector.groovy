def missing = ['docker-registry', 'timeout'].findAll { tool ->
    !System.getenv('PATH').split(File.pathSeparator).any { new File(it, tool).canExecute() }
}
if (missing && System.getenv('CI') == 'true') {
    throw new IllegalStateException(basedir.name + ' needs ' + missing.join(', '))
}
if (missing) {
    println basedir.name + ' is left out, for want of ' + missing.join(', ')
}
return missing.isEmpty()
