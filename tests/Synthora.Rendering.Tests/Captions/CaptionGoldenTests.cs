using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

/// <summary>Frames somebody looked at. A reference is replaced by the picture the failing test leaves behind, once it has been looked at too.</summary>
public sealed class CaptionGoldenTests
{
    private const double Same = 0.98;
    private static readonly Canvas Canvas = new(400, 300);
    private static readonly SafeBox Box = new(10, 10, 390, 290);

    [Theory]
    [InlineData("arabic", "ar", "هاتف|iPhone|15|يستهلك|طاقتك!", CaptionStyle.Box)]
    [InlineData("hebrew", "he", "המוח|מנקה|את|עצמו", CaptionStyle.Marker)]
    [InlineData("japanese", "ja", "脳は|毎晩|きれい|になります。", CaptionStyle.Karaoke)]
    [InlineData("devanagari", "hi", "क्षत्रिय|स्त्रियों|की|शक्ति", CaptionStyle.Underline)]
    [InlineData("thai", "th", "การ|นอน|หลับ|ไม่ใช่", CaptionStyle.Glow)]
    [InlineData("lao", "lo", "ນອນ|ຫຼັບ|ໃຫ້|ພຽງພໍ", CaptionStyle.Modern)]
    [InlineData("khmer", "km", "ស្ត្រី|ខ្មែរ|គេង|គ្រប់គ្រាន់", CaptionStyle.Karaoke)]
    [InlineData("emoji", "en", "Brain|🧠|on|fire|🔥|👩🏽‍🚀", CaptionStyle.Punch)]
    public async Task A_caption_in_each_script_looks_as_it_did_when_it_was_approved(string name, string language, string text, CaptionStyle style)
    {
        var parts = text.Split('|');
        var words = parts.Select((word, i) => new Word(word, i * 300, (i + 1) * 300)).ToList();
        IReadOnlyList<Cue> cues = [new(0, parts.Length * 300, [words.Take((words.Count + 1) / 2).ToList(), words.Skip((words.Count + 1) / 2).ToList()])];
        var sheet = CaptionLayout.Place(cues, CaptionSegmenterTests.LookWith(style), Canvas, Box, language);
        var document = AssDocument.Write(Canvas, sheet.Styles, sheet.Lines.Select(line => line with { StartSeconds = line.StartSeconds - 0.7, EndSeconds = line.EndSeconds - 0.7 }));

        // A third of a second later every motion of the spoken word has come to rest.
        var frames = await AssProbe.RawAsync(document, Canvas, 0.2, "color=c=0x203040:s=400x300:r=30,format=yuv420p", "gray");
        var drawn = frames.AsSpan()[^(400 * 300)..].ToArray();

        var reference = Path.Combine(AppContext.BaseDirectory, "Captions", "Golden", $"{name}.png");
        var left = Path.Combine(Path.GetTempPath(), $"caption-{name}.png");
        var raw = Path.Combine(Path.GetTempPath(), $"caption-{name}-{Guid.CreateVersion7():N}.gray");
        await File.WriteAllBytesAsync(raw, drawn);
        await SampleMedia.MakeAsync(left, "-f", "rawvideo", "-pix_fmt", "gray", "-s", "400x300", "-i", raw, "-update", "1");
        await SampleMedia.MakeAsync(raw, "-i", FFmpegText.File(reference), "-f", "rawvideo", "-pix_fmt", "gray");
        var approved = await File.ReadAllBytesAsync(raw);
        File.Delete(raw);

        Similarity(drawn, approved).ShouldBeGreaterThanOrEqualTo(Same, $"{left} differs from {reference}");
        File.Delete(left);
    }

    /// <summary>Mean structural similarity over windows of 8 by 8 pixels that hold any structure at all.</summary>
    private static double Similarity(byte[] one, byte[] other)
    {
        var (sum, count) = (0.0, 0);
        for (var y = 0; y + 8 <= 300; y += 4)
            for (var x = 0; x + 8 <= 400; x += 4)
            {
                double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
                for (var at = 0; at < 64; at++)
                {
                    double p = one[((y + (at / 8)) * 400) + x + (at % 8)], q = other[((y + (at / 8)) * 400) + x + (at % 8)];
                    (a, b, aa, bb, ab) = (a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
                }

                (a, b) = (a / 64, b / 64);
                var (va, vb, cov) = ((aa / 64) - (a * a), (bb / 64) - (b * b), (ab / 64) - (a * b));
                if (va < 20 && vb < 20) continue;
                sum += ((2 * a * b) + 6.5) * ((2 * cov) + 58.5) / (((a * a) + (b * b) + 6.5) * (va + vb + 58.5));
                count++;
            }

        return count == 0 ? 0 : sum / count;
    }
}
