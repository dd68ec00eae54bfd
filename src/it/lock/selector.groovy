def missing = ['buildah', 'runc', 'rpmbuild', 'createrepo_c', 'mmdebstrap', 'python3'].findAll { tool ->
    !System.getenv('PATH').split(File.pathSeparator).any { new File(it, tool).canExecute() }
}
def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
if (!new File(shared, 'standin/make-repo').exists()) {
    missing << 'the shared data (../shared)'
}
if ('id -u'.execute().text.trim() != '0') {
    missing << 'root'
}
if (missing && System.getenv('CI') == 'true') {
    throw new IllegalStateException(basedir.name + ' needs ' + missing.join(', '))
}
if (missing) {
    println basedir.name + ' is left out, for want of ' + missing.join(', ')
}
return missing.isEmpty()
