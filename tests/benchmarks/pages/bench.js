// @ts-check
/**
 * Comes into every measured page before its own scripts: counts what WebGL draws, and can let animation frames run at once,
 * so that a filter step is timed without the wait for the next frame of the screen.
 */
window.bench = (() => {
  const onFrame = window.requestAnimationFrame.bind(window), cancel = window.cancelAnimationFrame.bind(window);
  const { port1, port2 } = new MessageChannel();
  /** @type {Map<number, FrameRequestCallback>} */
  const queue = new Map();
  let number = 0;
  port1.onmessage = ({ data }) => {
    const run = queue.get(data);
    queue.delete(data);
    run?.(performance.now());
  };
  const bench = {
    atOnce: false,
    /** Instances drawn by WebGL since it was last set to 0. */
    instances: 0,
    /** @type {WebGL2RenderingContext | null} */
    gl: null,
    onFrame,
    frame: () => new Promise((resolve) => onFrame(resolve)),
    /** Return when all that was given to the graphics card is drawn: reading a pixel has to wait for it. */
    finish() {
      const { gl } = bench;
      if (!gl) return;
      const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
    },
    /** Return when WebGL has drawn as many instances. @param {number} count */
    drawnByGl: (count) => new Promise((resolve) => {
      const look = () => {
        if (bench.instances < count) {
          window.requestAnimationFrame(look);
          return;
        }
        bench.finish();
        resolve(undefined);
      };
      look();
    }),
    /** Return when `isTrue` is true on a frame. @param {() => boolean} isTrue */
    until: async (isTrue) => {
      while (!isTrue()) await bench.frame();
    },
    /** Days since 1970 of an ISO day. @param {string} day */
    dayNumber: (day) => Date.parse(`${day}T00:00:00Z`) / 86400000,
    /** The map of Leaflet. @returns {any} */
    leafletMap: () => Object.values(window).find((value) => value instanceof window.L.Map),
  };
  window.requestAnimationFrame = (run) => {
    if (!bench.atOnce) return onFrame(run);
    number--;
    queue.set(number, run);
    port2.postMessage(number);
    return number;
  };
  window.cancelAnimationFrame = (id) => { if (!queue.delete(id)) cancel(id); };
  const prototype = WebGL2RenderingContext.prototype;
  for (const [name, place] of Object.entries({ drawArraysInstanced: 3, drawElementsInstanced: 4 })) {
    const draw = prototype[name];
    prototype[name] = function (...args) {
      bench.gl = this;
      bench.instances += args[place];
      return draw.apply(this, args);
    };
  }
  return bench;
})();
