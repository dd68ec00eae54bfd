def standin = evaluate(new File(top, 'src/it/standin.groovy'))
def make = new GroovyShell(getClass().classLoader).parse(new File(top, 'src/it/rpms.groovy'))
make.work = new File(basedir, 'target/fixture')
make.store = standin.storage

def old = new File(basedir, 'old')
def api = make.rpm(old, 'fixapi', '1.0-1')
def db = make.rpm(old, 'fixdb', '3.0-1')
make.image('localhost/fixes/api:1', [api], ['ENV LEVEL="a b"', 'LABEL kind=api', 'WORKDIR /usr/share/fixapi', 'VOLUME /srv', 'ENTRYPOINT ["sleep"]', 'CMD ["9 9"]',
    'HEALTHCHECK CMD true', 'USER 42:42'])
make.image('localhost/fixes/db:1', [db], ['USER 7'])

def fixes = new File(basedir, 'fixes')
make.rpm(fixes, 'fixapi', '1.1-1', 'fixlib >= 2')
make.rpm(fixes, 'fixlib', '2.0-1')

def stray = new File(basedir, 'stray')
make.rpm(stray, 'fixapi', '0.9-1')
make.rpm(stray, 'nowhere', '1.0-1')

def corrupt = new File(basedir, 'corrupt')
corrupt.mkdirs()
def bytes = new File(fixes, 'fixlib-2.0-1.rpm').bytes
bytes[bytes.length - 20] ^= 1
new File(corrupt, 'fixlib-2.0-1.rpm').bytes = bytes

new File(basedir, 'empty').mkdirs()
new File(basedir, 'key.asc').text = 'a key that is never asked for'

// as the RPM's own build would have deployed it
def artifact = new File(localRepositoryPath, 'org/example/fixdb/3.1/fixdb-3.1-el9.rpm')
artifact.parentFile.mkdirs()
artifact.bytes = make.rpm(new File(basedir, 'artifact'), 'fixdb', '3.1-1').bytes
return evaluate(new File(top, 'src/it/registry.groovy'))
