// a registry of its own on this machine, that wants a login and ends by itself whatever becomes of the test
def directory = new File(basedir, 'registry')
directory.mkdirs()
def port = new ServerSocket(0).withCloseable { it.localPort }
new File(directory, 'htpasswd').text = 'pusher:$2b$04$FyCCBJIbSv8tP4tqlUyEXutOY438XmN9evSNZcGLipdASTkTOl0nS\n'
def login = 'pusher:right pass:word'.bytes.encodeBase64()
new File(directory, 'auth.json').text = """{"auths": {"127.0.0.1:${port}": {"auth": "${login}"}}}"""
new File(directory, 'registry.yml').text = """version: 0.1
log:
  level: warn
http:
  addr: 127.0.0.1:${port}
storage:
  filesystem:
    rootdirectory: ${directory}/storage
auth:
  htpasswd:
    realm: test
    path: ${directory}/htpasswd
"""
def process = new ProcessBuilder(['timeout', '900', 'docker-registry', 'serve', "${directory}/registry.yml".toString()])
    .redirectErrorStream(true).redirectOutput(new File(directory, 'log')).start()
new File(directory, 'pid').text = process.pid()
new File(basedir, 'test.properties').text = "tcib.registry=127.0.0.1:${port}\n"
return true
