/// What bare `tagline` says where nothing was labelled yet.
enum Begin {
  static let lines = """
    Tagline labels text in a terminal and keeps every version of the labels.

      tagline demo                                   try it on texts that come with it
      tagline label mails.csv --labels a,b,c         label a file of your own
      tagline start DIR --init --source-path master.raw_data --target-path master.labeled_data
                                                     label what is in a versioned store
      tagline doctor                                 which store is used, and what is wrong here
      tagline --help                                 all commands
    """
}
