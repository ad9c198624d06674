namespace Synthora.Rendering.Captions;

/// <summary>Languages whose captions are taller than Latin ones: marks stand upon marks, letters hang under letters.</summary>
internal static class TallScripts
{
    /// <summary>Letters that reach as far up as those of the language do, and as far down; null where the room for Latin ones is enough.</summary>
    /// <param name="language">BCP 47.</param>
    public static (string Up, string Down)? Of(string language) => language.Split('-')[0].ToLowerInvariant() switch
    {
        "ar" or "ckb" or "fa" or "ps" or "sd" or "ug" or "ur" => ("أُّآًّ", "إِجٍّ"),
        "as" or "bn" => ("র্কীঁ", "ক্ষ্ম্রূ"),
        "bo" or "dz" => ("ཧཱུྃཨོཾ", "སྒྲུབྷྲཱུ"),
        "gu" => ("ર્કીં", "દ્ધ્રૂ"),
        "hi" or "mr" or "ne" or "sa" => ("र्कींकॉँ", "ट्ठ्रूद्ध्रू"),
        "km" => ("ស៊្ត្រីក៏", "ស្ត្រ្យូញ្ជូ"),
        "kn" => ("ಶ್ರೀಕೀ", "ಕ್ಷ್ಮ್ಯೂ"),
        "lo" => ("ປີ້ຝື້", "ຢູຟຸ"),
        "ml" => ("ക്ഷ്മീൗ", "സ്ത്രൂക്ഷ്മൂ"),
        "my" => ("ကြိံ့ဂိံ", "ညွှုဉ္ဇျွှူ"),
        "or" => ("ର୍କୀଁ", "କ୍ଷ୍ମ୍ରୂ"),
        "pa" => ("ਸ਼ੀਂਕੈਂ", "ਕ੍ਰੂਸ਼ੂ"),
        "si" => ("ශ්‍රීකී", "ක්‍ෂ්‍රූකෲ"),
        "ta" => ("ஷீௌ", "ஞூஸ்ரீ"),
        "te" => ("శ్రీకీ", "క్ష్మ్యూస్త్రృ"),
        "th" => ("ปี้ฝื้", "ฏูฐูญู"),
        "vi" or "yo" or "ig" => ("ẪỖẮ", "ỘẶỊ"),
        _ => null,
    };
}
