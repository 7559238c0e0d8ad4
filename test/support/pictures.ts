import { runTool } from './real-tools.ts';

/** What a picture file is, as ffprobe reads it. */
export async function pictureSize(file: string): Promise<{ codec: string; width: number; height: number }> {
  const show = ['-show_entries', 'stream=codec_name,width,height', '-of', 'json'];
  const { stdout } = await runTool('ffprobe', ['-loglevel', 'error', ...show, file]);
  const [stream] = (JSON.parse(stdout) as { streams: { codec_name: string; width: number; height: number }[] }).streams;
  return { codec: stream!.codec_name, width: stream!.width, height: stream!.height };
}

/**
 * Peak signal-to-noise ratio in dB of a picture against picture number `index` of a clip, both scaled to the picture's
 * size; 100 for equal ones. Above 35 nobody sees a difference.
 */
export async function pictureRatio(file: string, clip: string, index: number): Promise<number> {
  const { width, height } = await pictureSize(file);
  const scaled = `scale=${width}:${height},format=yuv420p`;
  const graph = `[0:v]${scaled}[a];[1:v]select=eq(n\\,${index}),${scaled}[b];[a][b]psnr`;
  const args = ['-i', file, '-i', clip, '-lavfi', graph, '-frames:v', '1', '-f', 'null', '-'];
  const { stderr } = await runTool('ffmpeg', ['-hide_banner', ...args]);
  const ratio = /PSNR .*average:(inf|[\d.]+)/.exec(stderr)?.[1];
  if (ratio === undefined) throw new Error(`no ratio: ${stderr}`);
  return ratio === 'inf' ? 100 : Number(ratio);
}
