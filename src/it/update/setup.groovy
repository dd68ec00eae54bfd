def standin = evaluate(new File(top, 'src/it/standin.groovy'))
def make = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/rpms.groovy'))
make.work = new File(basedir, 'target/fixture')
make.store = standin.storage

def old = new File(basedir, 'old')
make.image('localhost/updates/api:1', [make.rpm(old, 'upapi', '1.0-1'), make.rpm(old, 'uptool', '1.0-1')], ['WORKDIR /usr/share/upapi', 'USER 42'])
make.image('localhost/updates/db:1', [make.rpm(old, 'updb', '3.0-1')], ['USER 7'])

def repository = new File(basedir, 'repository')
make.rpm(repository, 'upapi', '1.1-1', 'uplib')
make.rpm(repository, 'uplib', '2.0-1')
make.rpm(repository, 'uptool', '1.1-1')
make.run(['createrepo_c', '--quiet', '--no-database', repository.path])

def repo = { folder, id, url, more ->
    def file = new File(basedir, "${folder}/${id}.repo")
    file.parentFile.mkdirs()
    file.text = "[${id}]\nname=${id}\nbaseurl=${url}\ngpgcheck=0\n${more}\n"
}
repo('repos.d', 'live', 'file:///update-repository', '')
repo('dead.d', 'live', 'file:///update-repository', '')
repo('dead.d', 'dead', 'http://127.0.0.1:1/gone', 'skip_if_unavailable=1')
new File(basedir, 'empty.d').mkdirs()
new File(basedir, 'test.properties').text = ''
return true
