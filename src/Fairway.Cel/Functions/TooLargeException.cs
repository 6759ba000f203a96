namespace Fairway.Cel.Functions;

/// <summary>A result would be larger than any budget pays for; the cost is only known when it is there.</summary>
internal sealed class TooLargeException : Exception
{
    /// <summary>The most elements or characters that a function makes of small arguments.</summary>
    public const long Most = 10_000_000;

    /// <summary>A size that is not too large.</summary>
    public static int Checked(long size)
    {
        ThrowIf(size);
        return (int)size;
    }

    /// <summary>Refuses sizes that are too large.</summary>
    public static void ThrowIf(double size)
    {
        if (size > Most)
        {
            throw new TooLargeException();
        }
    }
}
