using System.Globalization;
using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>
/// The HTS voice "slt" of festival. One process speaks all sentences of a request; its Segment relation holds the end of every
/// phone as synthesised, from which the words' times are read.
/// </summary>
/// <param name="depth">1 is the voice as recorded; 0.9 lowers pitch and formants by a tenth.</param>
/// <param name="pace">How fast the voice speaks at speed 1, relative to its own hurried default.</param>
internal sealed class Festival(double pace, double depth = 1) : ISynthesiser
{
    private const string VoiceFile = "/usr/share/festival/voices/us/cmu_us_slt_arctic_hts/hts/cmu_us_slt_arctic_hts.htsvoice";

    public string? Missing =>
        !SpeechTool.IsInstalled("festival") ? "festival" : File.Exists(VoiceFile) ? null : "festvox-us-slt-hts";

    public async Task<IReadOnlyList<Take>> SpeakAsync(IReadOnlyList<Sentence> sentences, double speed, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-voice-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "speak.scm"), Script(sentences, speed), ct);
            var printed = await SpeechTool.RunAsync("festival", ["-b", "speak.scm"], folder.FullName, ct);
            return Parse(printed, sentences, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Script(IReadOnlyList<Sentence> sentences, double speed)
    {
        var script = new StringBuilder();
        // The plain tree breaks phrases at punctuation, where captions break too; the voice's own model skips most commas.
        script.AppendLine(CultureInfo.InvariantCulture, $$"""
            (voice_cmu_us_slt_arctic_hts)
            (Param.set 'Phrase_Method 'cart_tree)
            (set! phrase_cart_tree simple_phrase_cart_tree)
            (set! hts_engine_params (append hts_engine_params '(("-r" {{speed * pace / depth:F3}}))))
            (define (say text file)
              (let ((u (eval (list 'Utterance 'Text text))) token words)
                (utt.synth u)
                (utt.save.wave u file 'riff)
                (format t "take\n")
                (set! token (utt.relation.first u 'Token))
                (while token
                  (set! words (item.daughters token))
                  (format t "token")
                  (mapcar (lambda (word)
                    (format t " %f %f"
                      (item.feat word "R:SylStructure.daughter1.daughter1.R:Segment.segment_start")
                      (item.feat word "R:SylStructure.daughtern.daughtern.R:Segment.end"))) words)
                  (format t "\n")
                  (set! token (item.next token)))))
            """);
        for (var i = 0; i < sentences.Count; i++)
            script.AppendLine(CultureInfo.InvariantCulture, $"(say \"{sentences[i].EnglishText}\" \"{i}.wav\")");
        return script.ToString();
    }

    private List<Take> Parse(string printed, IReadOnlyList<Sentence> sentences, string folder)
    {
        var takes = new List<Take>();
        var times = new List<(double, double)>();
        foreach (var line in printed.Split('\n').Append("take"))
        {
            if (line.StartsWith("token", StringComparison.Ordinal))
            {
                // A punctuation mark counts as a word without phones, which has no time.
                var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                    .Select(n => double.Parse(n, CultureInfo.InvariantCulture) / depth).ToList();
                var (start, end) = (-1.0, 0.0);
                for (var i = 0; i + 1 < numbers.Count; i += 2)
                {
                    if (numbers[i + 1] <= 0) continue;
                    if (start < 0) start = numbers[i];
                    end = numbers[i + 1];
                }

                if (start < 0) start = end = times.Count == 0 ? 0 : times[^1].Item2;
                times.Add((start, end));
            }
            else if (line == "take" && times.Count > 0)
            {
                var (samples, rate) = WavFile.Read(Path.Combine(folder, $"{takes.Count}.wav"));
                takes.Add(new Take(samples, (int)(rate * depth), [.. times]));
                times.Clear();
            }
        }

        if (takes.Count != sentences.Count || takes.Zip(sentences).Any(p => p.First.Times.Count != p.Second.Tokens.Count))
        {
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.BadAnswer, "festival did not speak every word of the text.",
                "Try another voice or a simpler text.");
        }

        return takes;
    }
}
