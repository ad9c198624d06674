using Npgsql;
using Synthora.Features;

namespace Synthora.Web.Errors;

/// <summary>Text with a NUL character, which PostgreSQL cannot hold and nobody types: whatever field it came in, it is the sender's to mend.</summary>
internal static class UnstorableText
{
    public static readonly Error Refusal = Features.Errors.Validation("A text in the request holds a NUL character (U+0000). Send it without.");

    public static bool Is(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => true,
        _ => exception.InnerException is { } inner && Is(inner),
    };
}
