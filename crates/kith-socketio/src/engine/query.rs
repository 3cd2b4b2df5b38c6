//! The query of a request: the protocol's own parameters, and the rest.

/// Longest query in bytes; a longer one is a bad request.
pub(crate) const MAX_QUERY: usize = 2048;

/// The parameters of Engine.IO (protocol v4, "Query parameters").
pub(crate) struct Query<'a> {
    raw: &'a str,
}

impl<'a> Query<'a> {
    /// A query as it stands in the URI, without the question mark.
    pub(crate) fn new(raw: &'a str) -> Self {
        Self { raw }
    }

    fn pairs(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.raw
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// The first value of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.pairs().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// `EIO`: the version of the protocol.
    pub(crate) fn version(&self) -> Option<&'a str> {
        self.get("EIO")
    }

    /// `transport`.
    pub(crate) fn transport(&self) -> Option<&'a str> {
        self.get("transport")
    }

    /// `sid`.
    pub(crate) fn sid(&self) -> Option<&'a str> {
        self.get("sid")
    }

    /// `b64`: the client cannot read binary frames; binary messages must travel as text.
    pub(crate) fn is_text_only(&self) -> bool {
        self.get("b64").is_some_and(|value| !value.is_empty())
    }

    /// The query without the protocol's parameters (`t` is of older clients).
    pub(crate) fn custom(&self) -> String {
        let mut rest = String::new();
        for (key, value) in
            self.pairs().filter(|(key, _)| !matches!(*key, "EIO" | "transport" | "sid" | "t" | "b64"))
        {
            if !rest.is_empty() {
                rest.push('&');
            }
            rest.push_str(key);
            rest.push('=');
            rest.push_str(value);
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn own_parameters_are_found_and_the_rest_is_kept() {
        let query = Query::new("EIO=4&transport=polling&t=abc&sid=x&room=a%20b&flag");
        assert_eq!(query.version(), Some("4"));
        assert_eq!(query.transport(), Some("polling"));
        assert_eq!(query.sid(), Some("x"));
        assert_eq!(query.custom(), "room=a%20b&flag=");
    }

    #[test]
    fn only_a_client_that_says_so_has_no_bytes() {
        for (query, text_only) in [("EIO=4&b64=1", true), ("b64=", false), ("EIO=4", false)] {
            assert_eq!(Query::new(query).is_text_only(), text_only, "{query}");
        }
    }

    #[test]
    fn an_empty_query_has_nothing() {
        let query = Query::new("");
        assert_eq!((query.version(), query.custom().as_str()), (None, ""));
    }
}
