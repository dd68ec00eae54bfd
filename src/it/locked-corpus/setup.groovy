def standin = evaluate(new File(top, 'src/it/standin.groovy'))
def base = new File(basedir, 'base.tar')
standin.run(standin.storage, ['buildah', 'push', '-q', 'localhost/standin:stream9', "docker-archive:${base}:localhost/standin:stream9".toString()])
['unlocked', 'locked'].each { name ->
    def place = new File(basedir, name)
    standin.run(standin.storage, ['rm', '-rf', place.path])
    def conf = standin.store(place, new File(basedir, name + '.conf'))
    standin.run(conf, ['buildah', 'pull', '-q', "docker-archive:${base}".toString()])
}
base.delete()
new File(basedir, 'test.properties').text =
    "shared=${standin.shared}\nstandin=${standin.folder}\ntcib.cacheDirectory=${basedir}/rpms\n"
return true
