htpasswd = new File(basedir, 'htpasswd')
htpasswd.text = 'pusher:$2b$04$FyCCBJIbSv8tP4tqlUyEXutOY438XmN9evSNZcGLipdASTkTOl0nS\n'
return evaluate(new File(top, 'src/it/registry.groovy'))
