"""A loop whose way out depends on something that nothing in the loop can change."""

# decision: `while True: if state.ready: break` is the same bug as `while not state.ready: pass`.


async def wait_ready(state):
    while True:  # expect: busy-loop
        if state.ready:
            break


async def wait_ready_return(state):
    while True:  # expect: busy-loop
        if state.ready:
            return state
