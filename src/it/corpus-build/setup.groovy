// an image store of its own, so that nothing of the user's is touched; and the offline distribution
def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
def work = new File(scratch)
work.mkdirs()
def storage = new File(work, 'storage.conf')
storage.text = """[storage]
driver = "overlay"
graphroot = "${work}/graph"
runroot = "${work}/run"
"""
def process = new ProcessBuilder([new File(top, 'bench/standin').canonicalPath, new File(work, 'standin').path])
process.environment().put('CONTAINERS_STORAGE_CONF', storage.path)
process.environment().put('TCIB_SHARED', shared)
process.redirectErrorStream(true)
def running = process.start()
def output = running.inputStream.text
assert running.waitFor() == 0: output
new File(basedir, 'test.properties').text = "shared=${shared}\nstandin=${work}/standin\ntcib.images=memcached,keystone\ntcib.sizeReport.baseline=${top}/examples/baselines/kolla.json\n"
return true
