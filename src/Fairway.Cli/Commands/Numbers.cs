using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Fairway.Cli.Commands;

/// <summary>Options that take a whole number, and say which ones they take.</summary>
internal static class Numbers
{
    /// <summary>
    /// An option from <paramref name="least"/> to <paramref name="most"/>; null where it is not given.
    /// </summary>
    public static Option<int?> Option(string name, string description, string placeholder, int least, int most) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result => Read(result, name, least, most),
        };

    private static int? Read(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        result.AddError($"{name} takes a whole number from {least} to {most}, not \"{text}\"");
        return null;
    }
}
