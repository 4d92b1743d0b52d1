// How a line is drawn by WebGL: straight or bent, full or dashed, with an arrow head; all measured in pixels.
import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const SEGMENTS = 8;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_from;
attribute vec2 a_to;
attribute vec4 a_look;    // thickness, bend, radius of the source, radius of the target
attribute vec2 a_dash;    // pixels drawn, pixels left out
attribute vec3 a_place;   // along the shaft (0 to 1), side (-1 or 1), part of the head (0 shaft, 1 base, 2 tip)
uniform mat3 u_matrix;
uniform vec2 u_viewport;
uniform float u_sizeRatio;
uniform float u_minThickness;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying vec2 v_dash;

vec2 pixels(vec2 position) {
  return (u_matrix * vec3(position, 1.0)).xy * u_viewport * 0.5;
}

void main() {
  vec2 from = pixels(a_from), to = pixels(a_to);
  vec2 radii = a_look.zw / u_sizeRatio;
  if (length(to - from) < 0.01) {  // a loop, from one shoulder of the node to the other
    from -= vec2(radii.x, -radii.x);
    to += radii.x;
    radii = vec2(0.0);
  }
  float span = max(length(to - from), 0.0001);
  vec2 normal = vec2(from.y - to.y, to.x - from.x);
  vec2 middle = (from + to) * 0.5 + normal * a_look.y;
  float thickness = max(a_look.x / u_sizeRatio, u_minThickness);
  float head = min(thickness * 2.0 + 4.0, span * 0.4);
  float start = min(radii.x / span, 0.45);
  float tip = 1.0 - min(radii.y / span, 0.45);
  float base = max(tip - head / span, start);
  float t = a_place.z > 1.5 ? tip : mix(start, base, a_place.x);
  vec2 point = mix(mix(from, middle, t), mix(middle, to, t), t);
  vec2 direction = normalize(mix(middle - from, to - middle, t) + vec2(0.00001, 0.0));
  float half_width = a_place.z > 1.5 ? 0.0 : a_place.z > 0.5 ? head * 0.5 : thickness * 0.5;
  #ifdef PICKING_MODE
  half_width += 3.0;
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
  float reach = half_width + 1.0;
  point += vec2(-direction.y, direction.x) * a_place.y * reach;
  v_across = a_place.y * reach;
  v_half = half_width;
  v_along = t * span;
  v_dash = a_place.z > 0.5 ? vec2(1.0, 0.0) : a_dash;
  gl_Position = vec4(point / (u_viewport * 0.5), 0.0, 1.0);
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying vec2 v_dash;

void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float inside = clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0);
  if (v_dash.y > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) inside = 0.0;
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a) * inside;
  #endif
}`;

/** The corners of a line: a strip along its shaft, then the head. */
function corners() {
  const shaft = Array.from({ length: SEGMENTS + 1 }, (_, i) => [
    [i / SEGMENTS, -1, 0],
    [i / SEGMENTS, 1, 0],
  ]).flat();
  return [...shaft, [1, -1, 1], [1, 1, 1], [1, -1, 2], [1, 1, 2]];
}

export class LineProgram extends EdgeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    const floats = (name, size) => ({ name, size, type: FLOAT });
    const bytes = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
    const constant = corners();
    return {
      VERTICES: constant.length,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: ["u_matrix", "u_viewport", "u_sizeRatio", "u_minThickness"],
      ATTRIBUTES: [
        floats("a_from", 2),
        floats("a_to", 2),
        floats("a_look", 4),
        floats("a_dash", 2),
        bytes("a_color"),
        bytes("a_id"),
      ],
      CONSTANT_ATTRIBUTES: [floats("a_place", 3)],
      CONSTANT_DATA: constant,
    };
  }

  processVisibleItem(id, start, source, target, line) {
    const values = [
      source.x,
      source.y,
      target.x,
      target.y,
      line.size,
      line.bend,
      source.size,
      target.size,
      ...line.dash,
    ];
    this.array.set([...values, floatColor(line.color), id], start);
  }

  setUniforms({ matrix, width, height, sizeRatio, minEdgeThickness }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform2f(uniformLocations.u_viewport, width, height);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_minThickness, minEdgeThickness);
  }
}
