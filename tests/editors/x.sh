source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
export HOME=$WORK/home
cp /tmp/ed/vimrc $HOME/.vimrc; mkdir $HOME/.emacs.d; echo '(setq native-comp-deferred-compilation nil)' > $HOME/.emacs.d/early-init.el; cp /tmp/ed/init.el $HOME/.emacs.d/ 2>/dev/null || true
cd $WORK/project
PYTHONPATH=$editors python3 /tmp/ed/session.py
