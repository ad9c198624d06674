namespace Synthora.Features.Scripts;

/// <summary>Something in a script that has to be put right before any work starts.</summary>
/// <param name="Line">1 is the file's first line.</param>
/// <param name="Message">What is wrong and what is allowed instead.</param>
public sealed record ScriptProblem(int Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
}

/// <summary>A script, or all the reasons why the text is none.</summary>
public sealed record ScriptReading(Script? Script, IReadOnlyList<ScriptProblem> Problems);
