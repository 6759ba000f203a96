using System.Text;

namespace Fairway.Charts.Values;

/// <summary>
/// Words joined by a dash or an underscore, and words in camel case, as the library behind Sprig tells words apart:
/// capitals, letters, digits, punctuation and what joins words (dash, underscore, white space) are kinds of their
/// own.
/// </summary>
internal static class WordCase
{
    private enum Kind : byte
    {
        /// <summary>After the last word.</summary>
        End,
        Number,
        Capital,
        Letters,
        Joint,
        Punctuation,
        Other,
    }

    private readonly record struct Word(Kind Kind, string Text)
    {
        public bool IsBoundary => Kind is Kind.End or Kind.Joint or Kind.Punctuation;
    }

    /// <summary><c>snakecase</c> and <c>kebabcase</c>.</summary>
    public static string Joined(string text, char with) => new Joining(Words(text), with).Run();

    /// <summary><c>camelcase</c>: joints go, and what follows them begins with a capital; joints at the beginning
    /// stay.</summary>
    public static string Camel(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var first = Array.FindIndex(runes, rune => !IsJoint(rune));
        if (first < 0)
        {
            return text;
        }

        var camel = new StringBuilder();
        foreach (var rune in runes.AsSpan(0, first))
        {
            camel.Append(rune);
        }

        var last = Rune.ToUpperInvariant(runes[first]);
        var isCapitals = Rune.IsUpper(runes[first]);
        foreach (var rune in runes.AsSpan(first + 1))
        {
            var begins = IsJoint(last) && !IsJoint(rune);
            if (!begins)
            {
                camel.Append(last);
            }

            // Of a word that begins with capitals only the first stays one.
            isCapitals = Rune.IsUpper(rune) && (begins || isCapitals);
            last = begins ? Rune.ToUpperInvariant(rune) : isCapitals ? Rune.ToLowerInvariant(rune) : rune;
        }

        return camel.Append(last).ToString();
    }

    private static bool IsJoint(Rune rune) => rune.Value is '-' or '_' || Rune.IsWhiteSpace(rune);

    private static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.OtherLetter;

    private static List<Word> Words(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var words = new List<Word>();
        for (var at = 0; at < runes.Length;)
        {
            var (kind, end) = Next(runes, at);
            words.Add(new Word(kind, string.Concat(runes[at..end])));
            at = end;
        }

        return words;
    }

    private static (Kind Kind, int End) Next(Rune[] runes, int at)
    {
        var rune = runes[at];
        return IsJoint(rune) ? (Kind.Joint, While(runes, at, IsJoint))
            : Rune.IsPunctuation(rune) ? (Kind.Punctuation, While(runes, at, Rune.IsPunctuation))
            : Rune.IsUpper(rune) ? (Kind.Capital, EndOfCapital(runes, at))
            : IsLetter(rune) ? (Kind.Letters, While(runes, at, IsSmall))
            : Rune.IsNumber(rune) ? (Kind.Number, While(runes, at, Rune.IsNumber))
            : (Kind.Other, While(runes, at, IsOther));
    }

    /// <summary>Several capitals are a word, but the last begins the next where small letters follow.</summary>
    private static int EndOfCapital(Rune[] runes, int at)
    {
        var end = While(runes, at, Rune.IsUpper);
        return end == at + 1 ? While(runes, end, IsSmall)
            : end < runes.Length && IsLetter(runes[end]) ? end - 1
            : end;
    }

    private static bool IsSmall(Rune rune) => IsLetter(rune) && !Rune.IsUpper(rune);

    private static bool IsOther(Rune rune) =>
        !IsJoint(rune) && !IsLetter(rune) && !Rune.IsNumber(rune) && !Rune.IsPunctuation(rune);

    private static int While(Rune[] runes, int at, Func<Rune, bool> holds)
    {
        var end = at;
        while (end < runes.Length && holds(runes[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>Walks over words, and writes each with what stands between.</summary>
    private sealed class Joining(List<Word> words, char joint)
    {
        private readonly StringBuilder joined = new();
        private int at;

        private Word Now => at < words.Count ? words[at] : default;

        private bool IsLast => at >= words.Count - 1;

        public string Run()
        {
            while (!IsLast)
            {
                var word = Now;
                if (word.Kind != Kind.Joint)
                {
                    Write(word);
                }

                at++;
                After(word);
            }

            Write(Now);
            return joined.ToString();
        }

        private void After(Word word)
        {
            switch (word.Kind)
            {
                case Kind.Number:
                    WriteLettersAndNumbers();
                    Join(!Now.IsBoundary);
                    break;
                case Kind.Joint:
                    Write(word);
                    break;
                case Kind.Punctuation:
                    break;
                case var _ when Now.Kind != Kind.Number:
                    Join(Now.Kind is not (Kind.Joint or Kind.Punctuation));
                    break;
                case var _ when !IsLast:
                    AfterNumber();
                    break;
            }
        }

        /// <summary>A number belongs to the word before it, unless small letters follow it.</summary>
        private void AfterNumber()
        {
            var number = Now;
            at++;
            if (Now.Kind != Kind.Letters)
            {
                Write(number);
                Join(Now.Kind is not (Kind.Joint or Kind.Punctuation));
                return;
            }

            Join(true);
            Write(number);
            WriteLettersAndNumbers();
            Join(!Now.IsBoundary);
        }

        private void WriteLettersAndNumbers()
        {
            while (Now.Kind is Kind.Letters or Kind.Number)
            {
                Write(Now);
                at++;
            }
        }

        private void Join(bool isWanted)
        {
            if (isWanted)
            {
                joined.Append(joint);
            }
        }

        private void Write(Word word)
        {
            if (word.Kind is not (Kind.Capital or Kind.Joint))
            {
                joined.Append(word.Text);
                return;
            }

            foreach (var rune in (word.Text ?? "").EnumerateRunes())
            {
                joined.Append(IsJoint(rune) ? joint.ToString() : Rune.ToLowerInvariant(rune).ToString());
            }
        }
    }
}
