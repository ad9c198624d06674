using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.Analysis;

/// <summary>
/// The sampled frames twice: as they are in the file, and the words alone as libass draws them. Each is one grey
/// plane, except the file's whole frames, which keep their colour.
/// </summary>
/// <param name="Pictures">The file's frames: a full plane of brightness and two quarter planes of colour each.</param>
/// <param name="Captions">Captions on middle grey.</param>
/// <param name="Letters">The captions' letters, white on black.</param>
/// <param name="Others">The letters of titles and cards, white on black.</param>
/// <param name="Band">The file's frames around onsets, the stretch with captions alone.</param>
/// <param name="DrawnBand">Captions on middle grey in the same frames.</param>
internal sealed record DrawnSheets(byte[] Pictures, byte[] Captions, byte[] Letters, byte[] Others, byte[] Band, byte[] DrawnBand)
{
    public const string PicturesFile = "looks.yuv";
    public const string BandFile = "band.y";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Draws the words of the sampled frames.</summary>
    /// <param name="folder">Where the drawings go.</param>
    public static async Task DrawAsync(DrawnText text, TextSampling sampling, string folder, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "captions.ass"), text.Captions, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "letters.ass"), text.Letters, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "others.ass"), text.Others, ct);
        var canvas = sampling.Canvas;
        var last = sampling.Looks.Concat(sampling.WindowFrames()).Max() + 1;
        var ground = FFmpegText.Of($":s={canvas.Width}x{canvas.Height}:r={canvas.Fps},trim=end_frame={last},format=yuv420p,");
        var shrink = FFmpegText.Of($",scale={sampling.Width}:{sampling.Height}:flags=area,format=yuv420p,extractplanes=y");
        var graph = $"color=0x808080{ground}split[looks][onsets];[looks]{Select(sampling.Looks)},{Ass("captions")}{shrink}[captions];"
            + $"[onsets]{Select(sampling.WindowFrames())},{Ass("captions")}{BandOf(sampling)}[band];"
            + $"color=black{ground}{Select(sampling.Looks)},split[l][o];[l]{Ass("letters")}{shrink}[letters];[o]{Ass("others")}{shrink}[others]";
        var result = await ToolRunner.RunAsync(
            "ffmpeg",
            ["-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y", "-filter_complex", graph,
             .. Output("captions", "captions.y"), .. Output("letters", "letters.y"), .. Output("others", "others.y"), .. Output("band", "drawn-band.y")],
            ct, timeout: Limit, workingDirectory: folder);
        if (result.ExitCode != 0) throw FFmpegRunner.Failure("the words to compare with", result.Error, result.ExitCode);
    }

    /// <summary>What <see cref="DrawAsync"/> drew together with what <see cref="Tap"/> wrote of the file, once both are there.</summary>
    public static async Task<DrawnSheets> ReadAsync(string folder, CancellationToken ct)
    {
        return new(await Read(PicturesFile), await Read("captions.y"), await Read("letters.y"), await Read("others.y"), await Read(BandFile), await Read("drawn-band.y"));

        Task<byte[]> Read(string name) => File.ReadAllBytesAsync(Path.Combine(folder, name), ct);
    }

    /// <summary>Chains that write the sampled frames of a file while it is decoded anyway.</summary>
    public static (string Chains, IReadOnlyList<string> Outputs) Tap(TextSampling sampling, string looks, string band) => (
        $"[{looks}]{Select(sampling.Looks)},format=yuv420p,scale={sampling.Width}:{sampling.Height}:flags=area[{looks}out];"
            + $"[{band}]{Select(sampling.WindowFrames())},format=yuv420p{BandOf(sampling)}[{band}out]",
        [.. Output($"{looks}out", PicturesFile), .. Output($"{band}out", BandFile)]);

    private static string BandOf(TextSampling sampling) => FFmpegText.Of(
        $",crop={sampling.Canvas.Width}:{sampling.Band.Height}:0:{sampling.Band.Top},scale={sampling.Width}:{sampling.BandHeight}:flags=area,format=yuv420p,extractplanes=y");

    private static string Select(IReadOnlyList<int> frames) =>
        frames.Count == 0 ? "select=0" : $"select='{string.Join('+', frames.Select(frame => FFmpegText.Of($"eq(n,{frame})")))}'";

    private static string Ass(string name) => $"ass=filename={name}.ass:fontsdir={FFmpegText.FilterValue(FontLibrary.Folder)}";

    private static IEnumerable<string> Output(string label, string file) => ["-map", $"[{label}]", "-fps_mode", "passthrough", "-f", "rawvideo", file];
}
