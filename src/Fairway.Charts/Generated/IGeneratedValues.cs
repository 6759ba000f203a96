namespace Fairway.Charts.Generated;

/// <summary>
/// Remembers what a release has drawn: passwords, keys and certificates. Without it a rendering draws the same again,
/// from its seed; with it nothing slow is made twice, and a certificate keeps the validity that it was made with.
/// </summary>
public interface IGeneratedValues
{
    /// <summary>What was remembered for the site; what <paramref name="make"/> makes where nothing was.</summary>
    /// <param name="site">Where in which call.</param>
    /// <param name="make">Makes it; takes up to seconds for keys. It takes what tells one making at a site from
    /// another: with another text it makes another key and another serial number. Empty the first time.</param>
    string Recall(GeneratedSite site, Func<string, string> make);
}
