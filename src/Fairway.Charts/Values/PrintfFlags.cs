namespace Fairway.Charts.Values;

/// <summary>What stands between the percent sign and the verb.</summary>
internal struct PrintfFlags
{
    public bool Minus { get; private set; }

    public bool Plus { get; set; }

    public bool Sharp { get; private set; }

    public bool Space { get; private set; }

    public bool Zero { get; private set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }

    /// <summary>False if the character is no flag.</summary>
    public bool Take(char c)
    {
        Minus |= c == '-';
        Plus |= c == '+';
        Sharp |= c == '#';
        Space |= c == ' ';
        Zero |= c == '0';
        return c is '-' or '+' or '#' or ' ' or '0';
    }
}
