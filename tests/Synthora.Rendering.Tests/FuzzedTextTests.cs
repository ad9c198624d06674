using System.Text;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Thumbnails;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>Whatever people type or call their files reaches ffmpeg, libass and rsvg-convert as text and nothing else.</summary>
[Collection(RenderingTests.Name)]
public sealed class FuzzedTextTests(SampleMedia media)
{
    private static readonly string[] Traps =
    [
        "-i", "--help", "-vf=drawtext", "concat:a|b", "http://127.0.0.1:9/x", "pipe:0", "'; rm -rf ~; '", "$(id)", "`id`", "%03d %s %n", "a\\b\\N\\h", "{\\an7}{\\p1}m 0 0",
        "[0:v]scale=2:2[x];", "a:b=c,d'e\"f", "two\nlines\r\nthree", "tab\there", "]]><svg onload=x>", "&amp;&lt;&#0;", "\u202Eright to left\u202C", "\u200B\u200D\uFEFF", "👩‍👩‍👧‍👦🏳️‍🌈", "مرحبا بالعالم", "นอนหลับ", "日本語", "e\u0301\u0302\u0303\u0304\u0305", "\U0010FFFF", " ", "…", "#", "?*[]{}~",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_text_and_any_file_name_renders_and_is_measured(int seed)
    {
        var chance = new Random(seed);
        var folder = media.NewFolder();
        List<Scene> scenes = [];
        for (var at = 0; at < 8; at++)
        {
            var (start, end) = (at * 6, (at + 1) * 6);
            scenes.Add(new()
            {
                Id = Text(chance) + at,
                Label = Text(chance),
                Narration = Text(chance),
                StartFrame = start,
                EndFrame = end,
                Shots = [new Shot { StartFrame = start, EndFrame = end, Visual = at % 2 == 0 ? Footage(chance, folder) : new CardVisual { Headline = Text(chance), Kicker = Text(chance), Number = Text(chance), Icon = Text(chance) } }],
                Captions = [new Cue(start * 1000 / 30, end * 1000 / 30, [[new(Text(chance), start * 1000 / 30, (start + 3) * 1000 / 30), new(Text(chance), (start + 3) * 1000 / 30, end * 1000 / 30)]])],
                Texts = [new OverlayText(Text(chance), start, end)],
            });
        }

        var timeline = new Timeline
        {
            Title = Text(chance),
            Canvas = new Canvas(216, 384),
            Look = new Look { Palette = ["#0EA5E9", "#8B5CF6"], Captions = seed % 2 == 0 ? CaptionStyle.Karaoke : CaptionStyle.Modern },
            Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 0, 1200)] },
            Scenes = scenes,
        };
        var output = Path.Combine(folder, FileName(chance) + ".mp4");
        await Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(folder, "work"), output), null, CancellationToken.None);
        var report = await QualityGate.CheckAsync(output, timeline, Platform.Universal, CancellationToken.None);
        report.Checks.Where(check => check.Id is "container" or "decoding" or "size" or "planned_length" or "frame_rate").ShouldAllBe(check => check.Passed);
        QualityReportText.Json(QualityReportText.Read(QualityReportText.Json(report))).ShouldBe(QualityReportText.Json(report));
        QualityReportPage.Write(report).ShouldNotContain("<svg onload");

        var thumbnail = Path.Combine(folder, FileName(chance) + ".png");
        await ThumbnailDesigner.DesignAsync(Text(chance), timeline.Look, timeline.Canvas, null, thumbnail, CancellationToken.None);
        File.Exists(thumbnail).ShouldBeTrue();
    }

    private StillVisual Footage(Random chance, string folder)
    {
        var path = Path.Combine(folder, FileName(chance) + ".png");
        File.Copy(media.Photo, path, overwrite: true);
        return new(path);
    }

    /// <summary>A trap, or random letters of all planes; never broken halves of a letter, which no file or form can hold.</summary>
    private static string Text(Random chance)
    {
        if (chance.Next(3) > 0) return Traps[chance.Next(Traps.Length)];
        var text = new StringBuilder();
        for (var left = chance.Next(1, 12); left > 0; left--)
        {
            var code = chance.Next(4) == 0 ? chance.Next(0x20, 0x7F) : chance.Next(0xA0, 0x1FFFF);
            if (Rune.IsValid(code)) text.Append(new Rune(code));
        }

        return text.ToString();
    }

    private static string FileName(Random chance)
    {
        var name = Text(chance).Replace('/', '|').Replace("\0", "", StringComparison.Ordinal);
        while (Encoding.UTF8.GetByteCount(name) > 120) name = name[..^2];
        return name + chance.Next(1000);
    }
}
