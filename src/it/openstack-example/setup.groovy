def standin = evaluate(new File(top, 'src/it/standin.groovy'))

def copy = new File(basedir, 'example')
def example = new File(top, 'examples/openstack').canonicalFile
example.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def path = example.toPath().relativize(file.toPath())
    if (!path.startsWith('target')) {
        def target = copy.toPath().resolve(path)
        target.parent.toFile().mkdirs()
        java.nio.file.Files.copy(file.toPath(), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
    }
}
new File(basedir, 'test.properties').text = """tcib.base=localhost/standin:stream9
tcib.repoDirectory=${standin.folder}/repos.d
tcib.volumes=${standin.folder}/repo:/standin-repo:ro
tcib.buildahArguments=--runtime,runc
release.registry=registry.example/cloud
"""
return true
