// what an earlier build left
def results = new File(basedir, 'target/tcib/build-result.json')
results.parentFile.mkdirs()
results.text = '{"version": 1, "images": [{"name": "base", "status": "built", "sizeBytes": 318000000, "seconds": 42.1}]}'
return true
